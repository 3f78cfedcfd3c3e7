package org.paramscope.geometry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;

/**
 * The form in which the values of this bundle are written and read back: arrays and texts, by name.
 * Names of parts are joined with a slash, as in {@code embedding/points}.
 *
 * @param arrays for the .npz file
 * @param texts  for the JSON beside it
 */
public record NamedArrays(Map<String, NumericArray> arrays, Map<String, String> texts) {

    public NamedArrays {
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** The array of that name; a {@link ShapeException} names those that exist. */
    public NumericArray array(String name) {
        NumericArray array = arrays.get(name);
        if (array == null) {
            throw new ShapeException("there is no array '" + name + "' among " + arrays.keySet());
        }
        return array;
    }

    /** The integers of that name. */
    public int[] integers(String name) {
        NumericArray array = array(name);
        int[] values = new int[array.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) Math.round(array.at(i));
        }
        return values;
    }

    /** The number of that name. */
    public double number(String name) {
        return array(name).at(0);
    }

    /** The text of that name; a {@link ShapeException} names those that exist. */
    public String text(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new ShapeException("there is no text '" + name + "' among " + texts.keySet());
        }
        return text;
    }

    /** Whether an array or a text of that name exists, or any below it. */
    public boolean has(String name) {
        String below = name + "/";
        return arrays.containsKey(name) || texts.containsKey(name)
                || arrays.keySet().stream().anyMatch(key -> key.startsWith(below))
                || texts.keySet().stream().anyMatch(key -> key.startsWith(below));
    }

    /** What lies below a name, with shorter names. */
    public NamedArrays within(String name) {
        return new NamedArrays(below(arrays, name + "/"), below(texts, name + "/"));
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    private static <T> Map<String, T> below(Map<String, T> all, String prefix) {
        Map<String, T> part = new LinkedHashMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                part.put(key.substring(prefix.length()), value);
            }
        });
        return part;
    }

    /** Collects arrays and texts. */
    public static final class Builder {

        private final Map<String, NumericArray> arrays = new LinkedHashMap<>();
        private final Map<String, String> texts = new LinkedHashMap<>();

        private Builder() {
        }

        /** Adds an array. */
        public Builder put(String name, NumericArray array) {
            arrays.put(name, array);
            return this;
        }

        /** Adds numbers. */
        public Builder put(String name, double... numbers) {
            return put(name, NumericArray.of(numbers));
        }

        /** Adds integers. */
        public Builder put(String name, int[] integers) {
            double[] numbers = new double[integers.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = integers[i];
            }
            return put(name, NumericArray.owned(numbers));
        }

        /** Adds a text. */
        public Builder put(String name, String text) {
            texts.put(name, text);
            return this;
        }

        /** Adds a part below a name. */
        public Builder put(String name, NamedArrays part) {
            part.arrays().forEach((key, value) -> arrays.put(name + "/" + key, value));
            part.texts().forEach((key, value) -> texts.put(name + "/" + key, value));
            return this;
        }

        /** The collected value. */
        public NamedArrays build() {
            return new NamedArrays(arrays, texts);
        }
    }
}
