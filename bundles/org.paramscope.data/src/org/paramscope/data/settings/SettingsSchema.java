package org.paramscope.data.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.paramscope.data.SettingException;

/**
 * What a settings record asks for, read from the record itself: its components, their {@link Setting}
 * annotations, and the defaults of its no-argument constructor.
 *
 * @param <S> the record
 */
public final class SettingsSchema<S extends Record> {

    private final Class<S> record;
    private final List<RecordComponent> components;
    private final List<ValueType> types;
    private final List<SettingDescription> settings;
    private final S defaults;

    private SettingsSchema(Class<S> record) {
        this.record = record;
        this.components = Arrays.asList(record.getRecordComponents());
        this.types = components.stream().map(SettingsSchema::type).toList();
        this.defaults = create(new Class<?>[0], new Object[0]);
        List<SettingDescription> described = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            described.add(describe(components.get(i), types.get(i), types.get(i).format().apply(value(i, defaults))));
        }
        this.settings = List.copyOf(described);
        for (SettingDescription setting : settings) {
            if (!setting.defaultValue().isEmpty()) {
                setting.check(setting.defaultValue());
            }
        }
    }

    /**
     * The schema of a record.
     *
     * @throws IllegalArgumentException when the record has no public no-argument constructor, a component
     *     of a type that settings cannot have, or a default that is not allowed
     */
    public static <S extends Record> SettingsSchema<S> of(Class<S> record) {
        return new SettingsSchema<>(record);
    }

    /**
     * The schema of a contribution: that of the record with which it fills the first type parameter of
     * the contract, as {@code Autoencoder.Settings} in {@code implements ModelType<Autoencoder.Settings>}.
     *
     * @throws IllegalArgumentException when it does not fill it with a record, or as {@link #of(Class)}
     */
    public static SettingsSchema<?> ofContribution(Class<?> implementation, Class<?> contract) {
        Type argument = argument(implementation, contract, Map.of());
        if (!(argument instanceof Class<?> type) || !type.isRecord()) {
            throw new IllegalArgumentException(implementation.getName() + " does not name a settings record for "
                    + contract.getSimpleName() + "<...>");
        }
        return of(type.asSubclass(Record.class));
    }

    /** The settings, in the record's order. */
    public List<SettingDescription> settings() {
        return settings;
    }

    /** The record of defaults. */
    public S defaults() {
        return defaults;
    }

    /**
     * Reads settings from text; those not named take their defaults.
     *
     * @throws SettingException when a name is unknown, a value is not allowed, or a setting without a default is missing
     */
    public S parse(Map<String, String> values) {
        for (String name : values.keySet()) {
            if (settings.stream().noneMatch(setting -> setting.name().equals(name))) {
                throw unknown(name, values.get(name));
            }
        }
        Object[] arguments = new Object[settings.size()];
        for (int i = 0; i < arguments.length; i++) {
            SettingDescription setting = settings.get(i);
            String text = values.get(setting.name());
            if (text == null && !setting.defaultValue().isEmpty()) {
                arguments[i] = value(i, defaults);
            } else {
                setting.check(text == null ? "" : text);
                arguments[i] = types.get(i).parse().apply(text == null ? "" : text.strip());
            }
        }
        return create(components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new), arguments);
    }

    /** Writes settings to text, in the record's order; {@link #parse} reads the same record from it. */
    public Map<String, String> format(S values) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < settings.size(); i++) {
            texts.put(settings.get(i).name(), types.get(i).format().apply(value(i, values)));
        }
        return texts;
    }

    private SettingException unknown(String name, String value) {
        if (settings.isEmpty()) {
            return new SettingException(name, value, "there is no such setting: none is allowed");
        }
        String known = settings.stream().map(SettingDescription::name).collect(Collectors.joining(", "));
        String nearest = settings.stream().map(SettingDescription::name)
                .min((a, b) -> Integer.compare(Spelling.distance(name, a), Spelling.distance(name, b))).orElseThrow();
        boolean meant = Spelling.distance(name, nearest) <= Math.max(2, name.length() / 3);
        return new SettingException(name, value, "there is no such setting" + (meant ? " (did you mean '" + nearest + "'?)" : "")
                + ": " + known + " are allowed");
    }

    private static ValueType type(RecordComponent component) {
        ValueType type = ValueType.of(component.getGenericType());
        if (type == null) {
            throw new IllegalArgumentException("setting '" + component.getName() + "' of " + component.getDeclaringRecord().getName()
                    + " has the type " + component.getGenericType().getTypeName() + ": " + ValueType.allowed() + " are allowed");
        }
        return type;
    }

    private static SettingDescription describe(RecordComponent component, ValueType type, String defaultValue) {
        Setting setting = component.getAnnotation(Setting.class);
        String name = component.getName();
        if (setting == null) {
            return new SettingDescription(name, label(name), "", type.kind(), type.min(), type.max(), type.choices(), defaultValue,
                    "", type.alwaysOptional());
        }
        boolean mayBeEmpty = switch (type.kind()) {
            case TEXT, PATH, INTEGERS, REALS, TEXTS -> setting.optional();
            case INTEGER, REAL, BOOLEAN, CHOICE -> false;
        };
        SettingDescription described = new SettingDescription(name, setting.label(), setting.unit(), type.kind(),
                Math.max(type.min(), setting.min()), Math.min(type.max(), setting.max()), type.choices(), defaultValue, setting.help(),
                mayBeEmpty || type.alwaysOptional(), List.of(setting.search()));
        described.search().forEach(described::check);
        return described;
    }

    private static String label(String name) {
        String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private Object value(int i, S from) {
        try {
            var accessor = components.get(i).getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(record.getName() + ": component '" + components.get(i).getName() + "' cannot be read", e);
        }
    }

    private S create(Class<?>[] parameters, Object[] arguments) {
        try {
            Constructor<S> constructor = record.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(record.getName() + " has no no-argument constructor that gives the defaults", e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalArgumentException(record.getName() + " cannot be built", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(record.getName() + " cannot be built", e);
        }
    }

    /** What fills the contract's first type parameter, followed through superclasses and interfaces. */
    private static Type argument(Type type, Class<?> contract, Map<TypeVariable<?>, Type> bound) {
        Class<?> raw;
        Map<TypeVariable<?>, Type> known = new HashMap<>(bound);
        if (type instanceof ParameterizedType generic) {
            raw = (Class<?>) generic.getRawType();
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                Type argument = generic.getActualTypeArguments()[i];
                known.put(raw.getTypeParameters()[i], argument instanceof TypeVariable<?> v ? bound.get(v) : argument);
            }
        } else if (type instanceof Class<?> plain) {
            raw = plain;
        } else {
            return null;
        }
        if (raw == contract) {
            return raw.getTypeParameters().length == 0 ? null : known.get(raw.getTypeParameters()[0]);
        }
        List<Type> above = new ArrayList<>(Arrays.asList(raw.getGenericInterfaces()));
        if (raw.getGenericSuperclass() != null) {
            above.add(raw.getGenericSuperclass());
        }
        for (Type next : above) {
            Type found = argument(next, contract, known);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
