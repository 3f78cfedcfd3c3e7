package org.paramscope.data;

import java.util.stream.IntStream;
import org.paramscope.data.settings.Setting;

/** Scales each channel to mean 0 and standard deviation 1 of the training samples. Missing values count for nothing and stay missing. */
public final class Standardize implements Transform<Standardize.Settings> {

    /**
     * What to do.
     *
     * @param centre subtract the mean
     * @param scale divide by the standard deviation
     */
    public record Settings(
            @Setting(label = "Centre", help = "subtract the training mean of each channel") boolean centre,
            @Setting(label = "Scale", help = "divide by the training standard deviation of each channel") boolean scale) {
        /** Centre and scale. */
        public Settings() {
            this(true, true);
        }
    }

    /**
     * A fitted standardisation: (x - mean) / deviation per channel.
     *
     * @param mean of each channel, [channels]
     * @param deviation of each channel, positive, [channels]
     */
    public record Scaling(NumericArray mean, NumericArray deviation) implements Fitted {
        @Override
        public NumericArray apply(NumericArray values) {
            return each(values, false);
        }

        @Override
        public NumericArray invert(NumericArray values) {
            return each(values, true);
        }

        private NumericArray each(NumericArray values, boolean back) {
            int channels = mean.length();
            if (values.rank() != 2 || values.size(1) != channels) {
                throw new ShapeException("values of shape [n, " + channels + "] are needed, these are " + values);
            }
            double[] result = values.toArray();
            for (int i = 0; i < result.length; i++) {
                double m = mean.at(i % channels);
                double s = deviation.at(i % channels);
                result[i] = back ? result[i] * s + m : (result[i] - m) / s;
            }
            return NumericArray.owned(result, values.shape());
        }
    }

    /**
     * Fits mean and standard deviation (the divisor is the number of observed values).
     *
     * @throws SettingException when a channel is constant on the training samples, or never observed there
     */
    @Override
    public Scaling fit(Settings settings, NumericArray train) {
        int channels = train.size(1);
        double[] mean = new double[channels];
        double[] deviation = new double[channels];
        for (int c = 0; c < channels; c++) {
            int channel = c;
            double[] observed = IntStream.range(0, train.size(0)).mapToDouble(t -> train.at(t * channels + channel))
                    .filter(value -> !Double.isNaN(value)).toArray();
            if (observed.length == 0) {
                throw new SettingException("channel " + (c + 1), "missing on the whole training part", "a channel that is observed there is needed");
            }
            double m = mean(observed);
            double s = deviation(observed, m);
            if (settings.scale() && !(s > 1e-12 * Math.abs(m))) {
                throw new SettingException("channel " + (c + 1), "constant on the training part (" + m + ")",
                        "a channel that varies is needed");
            }
            mean[c] = settings.centre() ? m : 0;
            deviation[c] = settings.scale() ? s : 1;
        }
        return new Scaling(NumericArray.owned(mean), NumericArray.owned(deviation));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }
}
