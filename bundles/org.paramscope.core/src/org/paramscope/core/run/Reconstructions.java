package org.paramscope.core.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Reconstruction;
import org.paramscope.data.Samples;
import org.paramscope.data.Split;

/** What the models make of the signal: their windows put back in place, overlapping ones averaged, in original units. */
final class Reconstructions {

    private static final int LONGEST = 20_000;

    private final Preparation data;
    private final int from;
    private final int channels;

    private Reconstructions(Preparation data) {
        this.data = data;
        this.from = Math.max(0, data.signal().length() - LONGEST);
        this.channels = data.signal().channelCount();
    }

    /** The last samples of the signal, at most {@value #LONGEST}. */
    static Reconstruction of(Preparation data, List<ModelResult> models) {
        Reconstructions here = new Reconstructions(data);
        Map<String, NumericArray> series = new LinkedHashMap<>();
        for (ModelResult model : models) {
            series.put(model.name(), here.series(model));
        }
        NumericArray measured = data.signal().values().rows(here.from, data.signal().length());
        return new Reconstruction(data.signal().channels().get(0), data.signal().unit(), data.signal().clock(), here.from,
                measured, series, data.split().ranges());
    }

    private NumericArray series(ModelResult model) {
        int length = data.signal().length() - from;
        double[] sum = new double[length * channels];
        int[] count = new int[length];
        Split split = data.split();
        for (Samples samples : List.of(split.train(), split.validation(), split.test())) {
            Samples shown = shown(samples);
            if (shown.count() > 0) {
                add(split.invert(model.model().predict(model.network().toArray(), shown)), shown, sum, count);
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
        int[] rows = java.util.stream.IntStream.range(0, starts.length).filter(i -> starts[i] >= from).toArray();
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
