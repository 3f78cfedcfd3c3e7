package org.paramscope.ui.internal.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.eclipse.jface.viewers.ITreeContentProvider;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;

/** Contributions by kind, those that match a search, and what could not be read. */
final class CatalogTree implements ITreeContentProvider {

    /** All contributions of a kind that match the search. */
    record Group(String name, String icon, List<?> entries) {
    }

    /** A contribution that could not be read. */
    record Problem(String message) {
    }

    private String search = "";

    void search(String words) {
        search = words.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public Object[] getElements(Object input) {
        Registry registry = (Registry) input;
        List<Group> groups = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Contribution<?>> found = registry.all(kind).stream().filter(this::matches).toList();
            if (!found.isEmpty()) {
                groups.add(new Group(plural(kind), icon(kind), found));
            }
        }
        List<Problem> problems = registry.problems().stream().map(p -> new Problem(String.valueOf(p.getMessage()))).toList();
        if (!problems.isEmpty()) {
            groups.add(new Group("Problems", "problem", problems));
        }
        return groups.toArray();
    }

    private boolean matches(Contribution<?> c) {
        return Stream.of(search.split("\\s+")).allMatch(word -> Stream.of(c.name(), c.id(), c.description(), c.plugin())
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(word)));
    }

    static String plural(Kind kind) {
        String words = kind.extensionPoint().substring(kind.extensionPoint().lastIndexOf('.') + 1)
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    static String icon(Kind kind) {
        return switch (kind) {
            case DATASET, TRANSFORM -> "data";
            case MODEL_TYPE, DECODER -> "model";
            case ESTIMATOR, DENSITY_ESTIMATOR, REPLICA_SOURCE -> "estimator";
            case METRIC -> "metric";
            case REDUCER -> "reducer";
            case CRITERION -> "front";
            case VIEWER -> "viewer";
            case CHECK -> "finished";
        };
    }

    @Override
    public Object[] getChildren(Object parent) {
        return parent instanceof Group group ? group.entries().toArray() : new Object[0];
    }

    @Override
    public Object getParent(Object element) {
        return null;
    }

    @Override
    public boolean hasChildren(Object element) {
        return element instanceof Group;
    }
}
