package org.paramscope.engine.internal.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paramscope.data.ShapeException;

/**
 * Records as JSON objects, component by component: numbers, texts, truth values, enums, records, sealed types of records
 * (which name their type), lists and optionals of these.
 */
final class RecordJson {

    private static final String TYPE = "type";

    private RecordJson() { }

    static JsonElement write(Object value) {
        return switch (value) {
            case Number number -> new JsonPrimitive(number);
            case Boolean truth -> new JsonPrimitive(truth);
            case String text -> new JsonPrimitive(text);
            case Enum<?> constant -> new JsonPrimitive(constant.name());
            case Optional<?> optional -> optional.isPresent() ? write(optional.get()) : JsonNull.INSTANCE;
            case List<?> list -> {
                JsonArray array = new JsonArray();
                list.forEach(element -> array.add(write(element)));
                yield array;
            }
            case Record written -> object(written);
            default -> throw new IllegalArgumentException("no text form of " + value.getClass().getName());
        };
    }

    private static JsonObject object(Record written) {
        JsonObject object = new JsonObject();
        object.addProperty(TYPE, written.getClass().getSimpleName());
        for (RecordComponent component : written.getClass().getRecordComponents()) {
            try {
                object.add(component.getName(), write(component.getAccessor().invoke(written)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component + " cannot be read", e);
            }
        }
        return object;
    }

    /** The value of a type; a {@link ShapeException} says what does not fit. */
    static Object read(JsonElement json, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return json == null || json.isJsonNull() ? Optional.empty() : Optional.of(read(json, argument));
            }
            List<Object> list = new ArrayList<>();
            json.getAsJsonArray().forEach(element -> list.add(read(element, argument)));
            return list;
        }
        return read(json, (Class<?>) type);
    }

    private static Object read(JsonElement json, Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return json.getAsInt();
        }
        if (type == double.class || type == Double.class) {
            return json.getAsDouble();
        }
        if (type == boolean.class) {
            return json.getAsBoolean();
        }
        if (type == String.class) {
            return json.getAsString();
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(json.getAsString())) {
                    return constant;
                }
            }
            throw new ShapeException("there is no " + type.getSimpleName() + " '" + json.getAsString() + "'");
        }
        return record(json.getAsJsonObject(), named(type, json.getAsJsonObject().get(TYPE).getAsString()));
    }

    private static Class<?> named(Class<?> type, String name) {
        if (type.isRecord() && type.getSimpleName().equals(name)) {
            return type;
        }
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                if (permitted.getSimpleName().equals(name)) {
                    return permitted;
                }
            }
        }
        throw new ShapeException("there is no " + type.getSimpleName() + " of the type '" + name + "'");
    }

    private static Object record(JsonObject object, Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = read(object.get(components[i].getName()), components[i].getGenericType());
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(type + " cannot be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }
}
