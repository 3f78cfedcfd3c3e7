package org.paramscope.core.report;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Theme;
import org.paramscope.figures.Viewer;

/** Brings results and the installed viewers together, by the type that a viewer says it draws. */
public final class Viewers {

    private Viewers() {
    }

    /** The viewers that draw a value. */
    public static List<Contribution<?>> drawing(Registry registry, Object value) {
        return registry.all(Kind.VIEWER).stream().filter(viewer -> drawn(viewer).filter(t -> t.isInstance(value)).isPresent())
                .<Contribution<?>>map(viewer -> viewer).toList();
    }

    /** The type that a viewer draws; empty when it names none. */
    public static Optional<Class<?>> drawn(Contribution<?> viewer) {
        return drawn(viewer.instance().getClass());
    }

    /** The figure of a value. */
    @SuppressWarnings("unchecked")
    public static Figure draw(Contribution<?> viewer, Object value, Selection selection, Theme theme) {
        return ((Viewer<Object>) viewer.instance()).draw(value, selection, theme);
    }

    private static Optional<Class<?>> drawn(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Viewer.class) {
            Type argument = generic.getActualTypeArguments()[0];
            return argument instanceof Class<?> plain ? Optional.of(plain) : Optional.empty();
        }
        if (!(type instanceof Class<?> plain)) {
            return Optional.empty();
        }
        for (Type above : plain.getGenericInterfaces()) {
            Optional<Class<?>> found = drawn(above);
            if (found.isPresent()) {
                return found;
            }
        }
        return plain.getGenericSuperclass() == null ? Optional.empty() : drawn(plain.getGenericSuperclass());
    }
}
