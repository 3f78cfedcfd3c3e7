package org.paramscope.models.continuous;

import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.random.RandomStream;

/** The oscillator of van der Pol, x'' = mu (1 - x^2) x' - x with mu = 1, by small steps: seen at irregular times with values missing. */
final class Oscillator {

    /** Of the limit cycle for mu = 1, by Andersen and Geer (1982). */
    static final double PERIOD = 6.6632868593;
    /** Mean sampling interval. */
    static final double INTERVAL = 0.3;
    /** Root mean square of x on the cycle, by which values are divided. */
    static final double SCALE = 1.45;
    private static final double STEP = 0.001;
    private static final double MISSING = 0.3;

    final double[] times;
    final double[] values;
    final boolean[] missing;
    private final double[] fine;

    /**
     * So many samples from a start outside the cycle on, and the solution for as many steps as a forecast may need beyond.
     *
     * @param noise standard deviation of what is added to x / SCALE
     */
    Oscillator(int samples, int beyond, double noise, long seed) {
        RandomStream stream = RandomStream.of(seed, 0, "oscillator");
        this.times = new double[samples];
        this.missing = new boolean[samples];
        double irregularity = 0.5;
        for (int i = 0; i < samples; i++) {
            times[i] = i == 0 ? 0 : times[i - 1] + INTERVAL * (1 + irregularity * (2 * stream.uniform() - 1));
            missing[i] = stream.uniform() < MISSING;
        }
        this.fine = solution((int) Math.ceil((times[samples - 1] + (beyond + 1) * INTERVAL) / STEP) + 2);
        this.values = new double[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = at(times[i]) + noise * stream.gaussian();
        }
    }

    /** x / SCALE at a time, linear between small steps. */
    double at(double time) {
        int k = (int) (time / STEP);
        double share = time / STEP - k;
        return (fine[k] + share * (fine[k + 1] - fine[k])) / SCALE;
    }

    private static double[] solution(int steps) {
        double[] x = new double[steps];
        double position = 3;
        double speed = 0;
        for (int k = 0; k < steps; k++) {
            x[k] = position;
            double[] p = {0, 0, 0, 0};
            double[] s = {0, 0, 0, 0};
            double[] part = {0, 0.5, 0.5, 1};
            for (int j = 0; j < 4; j++) {
                double q = position + (j == 0 ? 0 : STEP * part[j] * p[j - 1]);
                double v = speed + (j == 0 ? 0 : STEP * part[j] * s[j - 1]);
                p[j] = v;
                s[j] = (1 - q * q) * v - q;
            }
            position += STEP / 6 * (p[0] + 2 * p[1] + 2 * p[2] + p[3]);
            speed += STEP / 6 * (s[0] + 2 * s[1] + 2 * s[2] + s[3]);
        }
        return x;
    }

    /** Windows with a past that begin at samples {@code from} to {@code to} (excluded), one every {@code stride}. */
    Samples windows(int past, int length, int from, int to, int stride) {
        int count = (to - from + stride - 1) / stride;
        int all = past + length;
        double[] window = new double[count * length];
        double[] before = new double[count * past];
        double[] instants = new double[count * all];
        double[] observed = new double[count * all];
        double[] ones = new double[count];
        int[] starts = new int[count];
        for (int n = 0; n < count; n++) {
            starts[n] = from + n * stride;
            ones[n] = 1;
            for (int k = 0; k < all; k++) {
                int i = starts[n] - past + k;
                instants[n * all + k] = (times[i] - times[starts[n]]) / INTERVAL;
                observed[n * all + k] = missing[i] ? 0 : 1;
                double value = missing[i] ? 0 : values[i];
                if (k < past) {
                    before[n * past + k] = value;
                } else {
                    window[n * length + k - past] = value;
                }
            }
        }
        SampleShape shape = SampleShape.window(length, 1).withPast(past).withSampling(true, true);
        NumericArray input = NumericArray.owned(window, count, length);
        return new Samples(shape, Map.of(Samples.WINDOW, input, Samples.PAST, NumericArray.owned(before, count, past), Samples.TIMES,
                NumericArray.owned(instants, count, all), Samples.OBSERVED, NumericArray.owned(observed, count, all)),
                Map.of(Samples.TARGET, input), NumericArray.owned(ones), starts, new int[count], count + length - 1);
    }

    /** What the forecast of the window that begins at a sample should be: at the window's times, then a mean interval a step. */
    double[] future(int start, int length, int steps) {
        double[] truth = new double[steps];
        for (int k = 0; k < steps; k++) {
            int beyond = Math.max(0, k - (length - 1));
            truth[k] = at(times[start + k - beyond] + beyond * INTERVAL);
        }
        return truth;
    }
}
