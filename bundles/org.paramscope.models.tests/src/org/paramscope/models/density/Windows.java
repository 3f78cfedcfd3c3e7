package org.paramscope.models.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.Objective;
import org.paramscope.engine.random.RandomStream;

/** Windows that the tests of densities share, and the check of gradients. */
public final class Windows {

    private Windows() {
    }

    /** Samples of windows [n, length x channels] with equal weights. */
    public static Samples samples(SampleShape shape, double[][] windows) {
        return samples(shape, windows, IntStream.range(0, windows.length).mapToDouble(i -> 1).toArray());
    }

    /** Samples of windows [n, length x channels]. */
    public static Samples samples(SampleShape shape, double[][] windows, double[] weights) {
        NumericArray x = NumericArray.ofRows(windows);
        return new Samples(shape, Map.of(Samples.WINDOW, x), Map.of(Samples.TARGET, x), NumericArray.of(weights),
                IntStream.range(0, windows.length).toArray(), new int[windows.length], windows.length);
    }

    /** Windows of a sine of the amplitude 1.4, random phase, period 12, and noise. */
    public static double[][] sines(int count, int length, double noise, long seed) {
        RandomStream stream = RandomStream.of(seed, 0, "sines");
        double[][] windows = new double[count][length];
        for (double[] window : windows) {
            double phase = 2 * Math.PI * stream.uniform();
            for (int t = 0; t < length; t++) {
                window[t] = 1.4 * Math.sin(2 * Math.PI * t / 12 + phase) + noise * stream.gaussian();
            }
        }
        return windows;
    }

    /** Normal numbers. */
    public static double[][] gaussian(int count, int size, long seed) {
        RandomStream stream = RandomStream.of(seed, 0, "windows");
        double[][] windows = new double[count][size];
        for (double[] window : windows) {
            Arrays.setAll(window, j -> stream.gaussian());
        }
        return windows;
    }

    /** The columns of rows x A', A [d, k]. */
    public static double[][] mapped(double[][] rows, double[][] a) {
        return Arrays.stream(rows).map(row -> Arrays.stream(a)
                .mapToDouble(line -> IntStream.range(0, row.length).mapToDouble(j -> line[j] * row[j]).sum()).toArray())
                .toArray(double[][]::new);
    }

    /** Parameters that are neither small nor zero anywhere. */
    public static double[] parameters(Model model, double scale) {
        RandomStream stream = RandomStream.of(11, 0, "parameters");
        return IntStream.range(0, model.parameters()).mapToDouble(i -> scale * stream.gaussian()).toArray();
    }

    /** The parameters whose gradient differs from central differences of fourth order; some eighty are looked at. */
    public static List<String> wrongGradients(Model model, Samples samples, double[] parameters) {
        Objective objective = model.objective();
        double[] gradient = objective.gradient(parameters, samples);
        double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        double[] w = parameters.clone();
        double step = 1e-4;
        List<String> wrong = new ArrayList<>();
        if (!(largest > 1e-3)) {
            wrong.add("there is no gradient");
        }
        for (int i = 0; i < w.length; i += 1 + w.length / 80) {
            double[] at = new double[4];
            for (int k = 0; k < 4; k++) {
                w[i] = parameters[i] + step * new double[] {-2, -1, 1, 2}[k];
                at[k] = objective.loss(w, samples);
            }
            w[i] = parameters[i];
            double difference = (at[0] - 8 * at[1] + 8 * at[2] - at[3]) / (12 * step);
            if (!(Math.abs(difference - gradient[i]) <= 1e-7 * Math.max(1, largest))) {
                wrong.add(model.layout().label(i) + ": " + gradient[i] + " for " + difference);
            }
        }
        return wrong;
    }

    /** The mean of all values. */
    public static double mean(NumericArray values) {
        return Arrays.stream(values.toArray()).average().orElseThrow();
    }
}
