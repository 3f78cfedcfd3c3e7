package org.paramscope.core.store;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;

/**
 * The written form of result values: a JSON tree, and arrays by name that the tree refers to. Records are written
 * component by component, so that what is read back equals what was written, to the last bit; a value of a sealed
 * type says which one it is. Only the declared types are ever built: a file cannot name a class.
 */
final class ValueForm {

    private static final String ARRAY = "array";
    private static final String TYPE = "type";

    private final Map<String, NumericArray> arrays;

    private ValueForm(Map<String, NumericArray> arrays) {
        this.arrays = arrays;
    }

    /** Writes a value; its arrays are added to the map. */
    static JsonElement write(Object value, Type declared, Map<String, NumericArray> arrays) {
        return new ValueForm(arrays).encode(value, declared, "");
    }

    /** Reads a value of the declared type; throws IllegalArgumentException when the tree does not hold one. */
    static <T> T read(JsonElement tree, Class<T> declared, Map<String, NumericArray> arrays) {
        return declared.cast(new ValueForm(arrays).decode(tree, declared, ""));
    }

    private JsonElement encode(Object value, Type declared, String path) {
        return switch (value) {
            case null -> JsonNull.INSTANCE;
            case Optional<?> optional -> optional.isPresent()
                    ? encode(optional.get(), argument(declared, 0), path) : JsonNull.INSTANCE;
            case NumericArray array -> array(array, path);
            case int[] integers -> array(NumericArray.of(java.util.Arrays.stream(integers).asDoubleStream().toArray()), path);
            case double[] numbers -> array(NumericArray.of(numbers), path);
            case int[][] rows -> rows(rows);
            case String text -> new JsonPrimitive(text);
            case Boolean truth -> new JsonPrimitive(truth);
            case Double number -> number(number);
            case Number number -> new JsonPrimitive(number);
            case Enum<?> constant -> new JsonPrimitive(constant.name());
            case List<?> list -> {
                JsonArray all = new JsonArray();
                for (int i = 0; i < list.size(); i++) {
                    all.add(encode(list.get(i), argument(declared, 0), join(path, Integer.toString(i))));
                }
                yield all;
            }
            case Map<?, ?> map -> {
                JsonObject all = new JsonObject();
                map.forEach((key, each) -> all.add((String) key, encode(each, argument(declared, 1), join(path, (String) key))));
                yield all;
            }
            case Model model -> JsonParser.parseString(model.toJson());
            case ParameterDistribution distribution -> DistributionForm.write(distribution, path, arrays);
            case Record record -> encodeRecord(record, declared, path);
            default -> throw new IllegalArgumentException(path + " is a " + value.getClass().getName() + ", which has no written form");
        };
    }

    private JsonElement encodeRecord(Record record, Type declared, String path) {
        JsonObject tree = new JsonObject();
        if (raw(declared) != record.getClass()) {
            tree.addProperty(TYPE, record.getClass().getSimpleName());
        }
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String name = component.getName();
            tree.add(name, encode(component(record, component), component.getGenericType(), join(path, name)));
        }
        return tree;
    }

    private JsonElement array(NumericArray array, String path) {
        arrays.put(path, array);
        JsonObject reference = new JsonObject();
        reference.addProperty(ARRAY, path);
        return reference;
    }

    /** Rows of indices may differ in length, so that they are no array. */
    private static JsonArray rows(int[][] rows) {
        JsonArray all = new JsonArray();
        for (int[] row : rows) {
            JsonArray one = new JsonArray();
            for (int index : row) {
                one.add(index);
            }
            all.add(one);
        }
        return all;
    }

    private static int[][] rows(JsonArray tree) {
        int[][] rows = new int[tree.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = tree.get(i).getAsJsonArray().asList().stream().mapToInt(JsonElement::getAsInt).toArray();
        }
        return rows;
    }

    /** JSON has no NaN and no infinities. */
    private static JsonElement number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(Double.toString(value));
    }

    private Object decode(JsonElement tree, Type declared, String path) {
        Class<?> type = raw(declared);
        if (type == Optional.class) {
            return tree.isJsonNull() ? Optional.empty() : Optional.of(decode(tree, argument(declared, 0), path));
        } else if (tree.isJsonNull()) {
            return null;
        } else if (type == NumericArray.class) {
            return array(tree, path);
        } else if (type == int[].class) {
            return java.util.Arrays.stream(array(tree, path).toArray()).mapToInt(v -> (int) v).toArray();
        } else if (type == int[][].class) {
            return rows(tree.getAsJsonArray());
        } else if (type == double[].class) {
            return array(tree, path).toArray();
        } else if (type == List.class) {
            List<Object> list = new ArrayList<>();
            for (JsonElement each : tree.getAsJsonArray()) {
                list.add(decode(each, argument(declared, 0), join(path, Integer.toString(list.size()))));
            }
            return list;
        } else if (type == Map.class) {
            Map<String, Object> map = new LinkedHashMap<>();
            tree.getAsJsonObject().asMap().forEach((key, each) ->
                    map.put(key, decode(each, argument(declared, 1), join(path, key))));
            return map;
        } else if (type == Model.class) {
            return Model.fromJson(tree.toString());
        } else if (type == ParameterDistribution.class) {
            return DistributionForm.read(tree.getAsJsonObject(), path, arrays);
        } else if (type.isSealed()) {
            return decodeRecord(tree.getAsJsonObject(), permitted(type, tree.getAsJsonObject(), path), path);
        } else if (type.isRecord()) {
            return decodeRecord(tree.getAsJsonObject(), type, path);
        }
        return scalar(tree, type, path);
    }

    private static Object scalar(JsonElement tree, Class<?> type, String path) {
        if (type == double.class || type == Double.class) {
            return Double.valueOf(tree.getAsString());
        } else if (type == int.class || type == Integer.class) {
            return tree.getAsInt();
        } else if (type == long.class || type == Long.class) {
            return tree.getAsLong();
        } else if (type == boolean.class || type == Boolean.class) {
            return tree.getAsBoolean();
        } else if (type == String.class) {
            return tree.getAsString();
        } else if (type.isEnum()) {
            return Stream.of(type.getEnumConstants()).filter(c -> ((Enum<?>) c).name().equals(tree.getAsString())).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(path + " is '" + tree.getAsString() + "'"));
        }
        throw new IllegalArgumentException(path + " is a " + type.getName() + ", which has no written form");
    }

    private Record decodeRecord(JsonObject tree, Class<?> type, String path) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            String name = components[i].getName();
            if (!tree.has(name)) {
                values[i] = unknown(components[i].getType(), join(path, name));
                continue;
            }
            values[i] = decode(tree.get(name), components[i].getGenericType(), join(path, name));
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return (Record) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(path + ": " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    /** What an older version did not write yet: a number that nobody measured, a text that says nothing. Anything else must be there. */
    private static Object unknown(Class<?> type, String path) {
        if (type == double.class) {
            return Double.NaN;
        } else if (type == String.class) {
            return "";
        }
        throw new IllegalArgumentException(path + " is missing");
    }

    private static Class<?> permitted(Class<?> sealed, JsonObject tree, String path) {
        String name = tree.has(TYPE) ? tree.get(TYPE).getAsString() : "";
        return Stream.of(sealed.getPermittedSubclasses()).filter(c -> c.getSimpleName().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(path + " is a '" + name + "'"));
    }

    private NumericArray array(JsonElement tree, String path) {
        String name = tree.getAsJsonObject().get(ARRAY).getAsString();
        NumericArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException(path + ": the array '" + name + "' is missing");
        }
        return array;
    }

    private static Object component(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(component.getName() + ": " + e.getMessage(), e);
        }
    }

    private static Type argument(Type declared, int index) {
        return declared instanceof ParameterizedType generic ? generic.getActualTypeArguments()[index] : Object.class;
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            default -> Object.class;
        };
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
