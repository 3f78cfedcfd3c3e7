package org.paramscope.data.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paramscope.data.settings.SettingDescription.Kind;

/** How one Java type of a record component is read from text and written to it. */
record ValueType(Kind kind, boolean alwaysOptional, double min, double max, List<String> choices,
        Function<String, Object> parse, Function<Object, String> format) {

    /** The type of a record component, or null when settings cannot have that type. */
    static ValueType of(Type type) {
        if (type == int.class || type == Integer.class) {
            return integer(Integer.MIN_VALUE, Integer.MAX_VALUE, Integer::valueOf);
        }
        if (type == long.class || type == Long.class) {
            return integer(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Long::valueOf);
        }
        if (type == double.class || type == Double.class) {
            return of(Kind.REAL, false, Double::valueOf, v -> SettingText.number((Double) v));
        }
        if (type == boolean.class || type == Boolean.class) {
            return of(Kind.BOOLEAN, false, text -> Boolean.valueOf(text.toLowerCase(Locale.ROOT)), Object::toString);
        }
        if (type == String.class) {
            return of(Kind.TEXT, false, text -> text, Object::toString);
        }
        if (type == Path.class) {
            return of(Kind.PATH, false, Path::of, Object::toString);
        }
        if (type == OptionalInt.class) {
            return new ValueType(Kind.INTEGER, true, Integer.MIN_VALUE, Integer.MAX_VALUE, List.of(),
                    text -> text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text)),
                    v -> ((OptionalInt) v).isPresent() ? Integer.toString(((OptionalInt) v).getAsInt()) : "");
        }
        if (type == OptionalDouble.class) {
            return of(Kind.REAL, true, text -> text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text)),
                    v -> ((OptionalDouble) v).isPresent() ? SettingText.number(((OptionalDouble) v).getAsDouble()) : "");
        }
        if (type instanceof Class<?> constants && constants.isEnum()) {
            return choice(constants);
        }
        return list(type);
    }

    private static ValueType list(Type type) {
        if (!(type instanceof ParameterizedType list) || list.getRawType() != List.class) {
            return null;
        }
        Type item = list.getActualTypeArguments()[0];
        if (item == Integer.class) {
            return new ValueType(Kind.INTEGERS, false, Integer.MIN_VALUE, Integer.MAX_VALUE, List.of(),
                    text -> SettingText.items(text).stream().map(Integer::valueOf).toList(), ValueType::join);
        }
        if (item == Double.class) {
            return of(Kind.REALS, false, text -> SettingText.items(text).stream().map(Double::valueOf).toList(), ValueType::join);
        }
        return item == String.class ? of(Kind.TEXTS, false, SettingText::items, ValueType::join) : null;
    }

    private static ValueType choice(Class<?> constants) {
        List<String> choices = Stream.of(constants.getEnumConstants()).map(c -> SettingText.choice(((Enum<?>) c).name())).toList();
        return new ValueType(Kind.CHOICE, false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, choices,
                text -> constants.getEnumConstants()[choices.indexOf(SettingText.choice(text))],
                v -> SettingText.choice(((Enum<?>) v).name()));
    }

    private static ValueType integer(double min, double max, Function<String, Object> parse) {
        return new ValueType(Kind.INTEGER, false, min, max, List.of(), parse, Object::toString);
    }

    private static ValueType of(Kind kind, boolean alwaysOptional, Function<String, Object> parse, Function<Object, String> format) {
        return new ValueType(kind, alwaysOptional, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of(), parse, format);
    }

    private static String join(Object list) {
        return ((List<?>) list).stream().map(item -> item instanceof Double d ? SettingText.number(d) : item.toString())
                .collect(Collectors.joining(","));
    }

    /** What a setting may be, for the message to an author who chose another type. */
    static String allowed() {
        return Arrays.asList("int", "long", "double", "boolean", "String", "Path", "an enum", "OptionalInt", "OptionalDouble",
                "List<Integer>", "List<Double>", "List<String>").stream().collect(Collectors.joining(", "));
    }
}
