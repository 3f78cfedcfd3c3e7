package org.paramscope.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A stretch of a measured signal beside what models make of it, in original units.
 *
 * @param signal name of the signal
 * @param unit of its values
 * @param clock of the whole signal
 * @param from index, in the signal, of the first sample shown
 * @param measured the measured values, [n, channels]
 * @param models by the model's name, [n, channels]; NaN where a model says nothing
 * @param ranges which samples trained, validated and tested
 */
public record Reconstruction(String signal, String unit, Clock clock, int from, NumericArray measured,
        Map<String, NumericArray> models, Split.Ranges ranges) {

    public Reconstruction {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        models.forEach((name, values) -> {
            if (!java.util.Arrays.equals(values.shape(), measured.shape())) {
                throw new ShapeException("the reconstruction by " + name + " differs in shape from the measured values");
            }
        });
    }
}
