package org.paramscope.core.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.paramscope.core.transform.SpatialPca;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Reconstruction;
import org.paramscope.data.Samples;
import org.paramscope.data.Signal;
import org.paramscope.data.Split;

/**
 * What the models make of the signal: their windows put back in place, overlapping ones averaged, in original units. Where components
 * stand for many channels, it is the components that are shown: thousands of pixels cannot be told apart.
 */
final class Reconstructions {

    private static final int LONGEST = 20_000;

    private final Preparation data;
    private final int from;
    private final int channels;
    private final Optional<SpatialPca.Components> spatial;

    private Reconstructions(Preparation data) {
        this.data = data;
        this.from = Math.max(0, data.signal().length() - LONGEST);
        this.spatial = data.split().transform() instanceof SpatialPca.Components components ? Optional.of(components) : Optional.empty();
        this.channels = data.split().train().shape().channels();
    }

    /** The last samples of the signal, at most {@value #LONGEST}. */
    static Reconstruction of(Preparation data, List<ModelResult> models) {
        Reconstructions here = new Reconstructions(data);
        Map<String, NumericArray> series = new LinkedHashMap<>();
        for (ModelResult model : models.stream().filter(m -> !m.densityOnly()).toList()) {
            series.put(model.name(), here.series(model));
        }
        Signal signal = data.signal();
        List<String> names = here.spatial.isEmpty() ? signal.channels()
                : IntStream.rangeClosed(1, here.channels).mapToObj(i -> "component " + i).toList();
        return new Reconstruction(names.size() == 1 ? names.getFirst() : signal.name(), signal.unit(), signal.clock(), here.from, names,
                here.measured(), series, data.split().ranges());
    }

    private NumericArray measured() {
        Signal signal = data.signal();
        NumericArray values = signal.values().rows(from, signal.length());
        if (spatial.isPresent()) {
            return original(spatial.get().apply(values));
        }
        double[] measured = values.toArray();
        for (int i = 0; i < measured.length; i++) {
            measured[i] = signal.observed(from + i / channels, i % channels) ? measured[i] : Double.NaN;
        }
        return NumericArray.owned(measured, values.shape());
    }

    /** Windows or samples in the unit of the signal; spatial components, as such, by their scale. */
    private NumericArray original(NumericArray transformed) {
        if (spatial.isEmpty()) {
            return data.split().invert(transformed);
        }
        double scale = spatial.get().scale();
        return NumericArray.owned(Arrays.stream(transformed.toArray()).map(v -> v * scale).toArray(), transformed.shape());
    }

    private NumericArray series(ModelResult model) {
        int length = data.signal().length() - from;
        double[] sum = new double[length * channels];
        int[] count = new int[length];
        Split split = data.split();
        for (Samples samples : List.of(split.train(), split.validation(), split.test())) {
            Samples shown = shown(samples);
            if (shown.count() > 0) {
                add(original(model.model().predict(model.network().toArray(), shown)), shown, sum, count);
            }
        }
        for (int t = 0; t < length; t++) {
            for (int c = 0; c < channels; c++) {
                sum[t * channels + c] = count[t] == 0 ? Double.NaN : sum[t * channels + c] / count[t];
            }
        }
        return NumericArray.of(sum, length, channels);
    }

    private Samples shown(Samples samples) {
        int[] starts = samples.starts();
        if (from == 0) {
            return samples;
        }
        int[] rows = IntStream.range(0, starts.length).filter(i -> starts[i] >= from).toArray();
        return samples.select(rows);
    }

    private void add(NumericArray windows, Samples samples, double[] sum, int[] count) {
        int width = windows.size(1);
        int[] starts = samples.starts();
        for (int i = 0; i < starts.length; i++) {
            int at = starts[i] - from;
            for (int j = 0; j < width; j++) {
                sum[at * channels + j] += windows.at(i * width + j);
            }
            for (int t = at; t < at + width / channels; t++) {
                count[t]++;
            }
        }
    }
}
