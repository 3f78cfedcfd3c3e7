package org.paramscope.models.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.Objective;
import org.paramscope.engine.Problem;
import org.paramscope.engine.random.RandomStream;

/** What the tests of networks share: samples, fits, and the comparison of a gradient with central differences. */
public final class Trials {

    private Trials() { }

    /** Samples with equal weights, one start apart; the windows are the targets. */
    public static Samples samples(SampleShape shape, NumericArray windows, NumericArray past) {
        int n = windows.size(0);
        double[] ones = IntStream.range(0, n).mapToDouble(i -> 1).toArray();
        return new Samples(shape, Map.of(Samples.WINDOW, windows, Samples.PAST, past), Map.of(Samples.TARGET, windows),
                NumericArray.owned(ones), IntStream.range(0, n).toArray(), new int[n], n + shape.length() - 1);
    }

    /** Samples without past. */
    public static Samples samples(SampleShape shape, NumericArray windows) {
        return samples(shape, windows, NumericArray.zeros(windows.size(0), shape.before()));
    }

    /** All windows of a series [T, channels], with their past. */
    public static Samples windows(SampleShape shape, double[][] series) {
        int rows = series.length - shape.past() - shape.length() + 1;
        double[] window = new double[rows * shape.size()];
        double[] past = new double[rows * shape.before()];
        for (int i = 0; i < rows; i++) {
            for (int t = 0; t < shape.past() + shape.length(); t++) {
                double[] to = t < shape.past() ? past : window;
                int at = t < shape.past() ? i * shape.before() + t * shape.channels() : i * shape.size() + (t - shape.past()) * shape.channels();
                System.arraycopy(series[i + t], 0, to, at, shape.channels());
            }
        }
        return samples(shape, NumericArray.owned(window, rows, shape.size()), NumericArray.owned(past, rows, shape.before()));
    }

    /** Normal numbers. */
    public static NumericArray gaussian(String purpose, int... shape) {
        RandomStream stream = RandomStream.of(11, 0, purpose);
        return NumericArray.owned(IntStream.range(0, NumericArray.zeros(shape).length()).mapToDouble(i -> stream.gaussian()).toArray(), shape);
    }

    /** Parameters that are neither small nor zero anywhere. */
    public static double[] parameters(Model model) {
        double[] values = gaussian("parameters", model.parameters()).toArray();
        return IntStream.range(0, values.length).mapToDouble(i -> 0.4 * values[i]).toArray();
    }

    /** Each array of parameters, at up to ten places, against central differences of the loss. */
    public static void assertGradient(Model model, Samples samples) {
        double[] w = parameters(model);
        Objective objective = model.objective();
        double[] gradient = objective.gradient(w, samples);
        double largest = IntStream.range(0, w.length).mapToDouble(i -> Math.abs(gradient[i])).max().orElseThrow();
        assertTrue(largest > 1e-3, "a gradient that is zero says nothing");
        double step = 1e-5;
        model.layout().entries().forEach(entry -> {
            for (int k = 0; k < entry.size(); k += Math.max(1, entry.size() / 10)) {
                int i = entry.offset() + k;
                double kept = w[i];
                w[i] = kept + step;
                double above = objective.loss(w, samples);
                w[i] = kept - step;
                double below = objective.loss(w, samples);
                w[i] = kept;
                assertEquals((above - below) / (2 * step), gradient[i], 1e-7 * Math.max(1, largest), model.layout().label(i));
            }
        });
    }

    /** A fit from the common start of seed 1. */
    public static FittedModel fit(Model model, Samples training, Budget budget) {
        return new FittedModel(model, Problem.of(model, training, null, budget, 1).fit(Progress.none()), training,
                training.select(new int[0]), 1);
    }

    /** Mean squared difference of two arrays. */
    public static double error(NumericArray a, NumericArray b) {
        return IntStream.range(0, a.length()).mapToDouble(i -> Math.pow(a.at(i) - b.at(i), 2)).average().orElseThrow();
    }

    /** Mean squared error of a fit on its training samples. */
    public static double error(FittedModel fitted) {
        return error(fitted.model().predict(fitted.parameters(), fitted.training()), fitted.training().target());
    }

    /** Windows that a decoder with random parameters makes of normal codes, and the same with normal noise. */
    public record Drawn(Samples clean, Samples noisy) { }

    /** Codes from N(0, I), decoded by the model at parameters of its own start times {@code scale}, and noise of a deviation. */
    public static Drawn draw(Model model, int codes, int rows, double scale, double deviation) {
        double[] w = Arrays.stream(model.initial(RandomStream.of(5, 0, "decoder"))).map(v -> scale * v).toArray();
        NumericArray clean = CodeSweep.decode(model, w, gaussian("codes", rows, codes));
        NumericArray noise = gaussian("noise", clean.shape());
        NumericArray noisy = NumericArray.owned(IntStream.range(0, clean.length()).mapToDouble(i -> clean.at(i) + deviation * noise.at(i))
                .toArray(), clean.shape());
        return new Drawn(samples(model.shape(), clean), samples(model.shape(), noisy));
    }
}
