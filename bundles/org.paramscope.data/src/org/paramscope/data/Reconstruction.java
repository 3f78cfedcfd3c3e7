package org.paramscope.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A stretch of a measured signal beside what models make of it, in original units.
 *
 * @param signal name of the signal
 * @param unit of its values
 * @param clock of the whole signal
 * @param from index, in the signal, of the first sample shown
 * @param channels a name per column
 * @param measured the measured values, [n, channels]; NaN where one is missing
 * @param models by the model's name, [n, channels]; NaN where a model says nothing
 * @param ranges which samples trained, validated and tested
 */
public record Reconstruction(String signal, String unit, Clock clock, int from, List<String> channels, NumericArray measured,
        Map<String, NumericArray> models, Split.Ranges ranges) {

    public Reconstruction {
        channels = List.copyOf(channels);
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        if (measured.rank() == 2 && channels.size() != measured.size(1)) {
            throw new ShapeException(channels.size() + " channel names for " + measured.size(1) + " columns");
        }
        models.forEach((name, values) -> {
            if (!java.util.Arrays.equals(values.shape(), measured.shape())) {
                throw new ShapeException("the reconstruction by " + name + " differs in shape from the measured values");
            }
        });
    }

    /** Of a signal whose channels have no names of their own. */
    public Reconstruction(String signal, String unit, Clock clock, int from, NumericArray measured, Map<String, NumericArray> models,
            Split.Ranges ranges) {
        this(signal, unit, clock, from, names(signal, measured), measured, models, ranges);
    }

    private static List<String> names(String signal, NumericArray measured) {
        return measured.rank() < 2 || measured.size(1) == 1 ? List.of(signal)
                : IntStream.rangeClosed(1, measured.size(1)).mapToObj(c -> "channel " + c).toList();
    }
}
