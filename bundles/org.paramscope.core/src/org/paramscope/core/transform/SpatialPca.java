package org.paramscope.core.transform;

import java.util.Optional;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.data.Transform;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.SymmetricEigen;

/**
 * Principal components of the channels of a signal, such as the pixels of a film, fitted to the training samples (Jolliffe,
 * Principal Component Analysis, 2002, section 3.5; by the Gram matrix of the samples where there are fewer of them than channels:
 * Sirovich 1987, the method of snapshots).
 *
 * <p>All components are divided by one and the same number, the root of their mean variance, so that squared distances between
 * components are, but for its square, those between the pictures that they give back. With what the components leave out
 * ({@link Fitted#residual}) errors thus count every pixel.
 */
public final class SpatialPca implements Transform<SpatialPca.Settings> {

    /** Eigenvalues below this share of the largest are rounding. */
    private static final double SMALLEST = 1e-12;

    /**
     * How many components are kept.
     *
     * @param components their number; 0: by the share
     * @param share of the variance that is kept at least, if so many components suffice
     * @param most components that the share may take
     * @param standardize whether each channel is divided by its standard deviation before, as channels of different units need
     */
    public record Settings(
            @Setting(label = "Components", min = 0, max = 10_000, help = "0: as many as the share needs") int components,
            @Setting(label = "Share", min = 0.01, max = 1, help = "of the variance that is kept at least") double share,
            @Setting(label = "Most components", min = 1, max = 10_000, help = "that the share may take") int most,
            @Setting(label = "Standardise", help = "each channel before, for channels of different units") boolean standardize) {

        /** Nine tenths of the variance in at most eight components. */
        public Settings() {
            this(0, 0.9, 8, false);
        }
    }

    /**
     * Fitted components: scores are {@code (x - mean) / deviation * axes / scale}.
     *
     * @param mean of each channel, [channels]
     * @param deviation by which each channel was divided, positive, [channels]
     * @param axes orthonormal, one in each column, by descending variance, [channels, components]
     * @param scale the root of the components' mean variance
     * @param share of the variance of the training samples that the components hold
     */
    public record Components(NumericArray mean, NumericArray deviation, NumericArray axes, double scale, double share) implements Fitted {

        /** The number of components. */
        public int count() {
            return axes.size(1);
        }

        @Override
        public NumericArray apply(NumericArray values) {
            return scaled(Lapack.multiply(centred(values), axes), 1 / scale);
        }

        @Override
        public NumericArray invert(NumericArray scores) {
            if (scores.rank() != 2 || scores.size(1) != count()) {
                throw new ShapeException("scores of shape [n, " + count() + "] are needed, these are " + scores);
            }
            double[] values = Lapack.multiplyByTransposed(scores, axes).toArray();
            int channels = mean.length();
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] * scale * deviation.at(i % channels) + mean.at(i % channels);
            }
            return NumericArray.owned(values, scores.size(0), channels);
        }

        /** By Pythagoras: the squared length of a centred sample less that of its scores. */
        @Override
        public Optional<NumericArray> residual(NumericArray values) {
            NumericArray centred = centred(values);
            NumericArray scores = Lapack.multiply(centred, axes);
            double[] left = new double[values.size(0)];
            for (int t = 0; t < left.length; t++) {
                left[t] = Math.max(0, squares(centred, t) - squares(scores, t)) / (scale * scale);
            }
            return Optional.of(NumericArray.owned(left));
        }

        private static double squares(NumericArray rows, int t) {
            int width = rows.size(1);
            double sum = 0;
            for (int j = t * width; j < (t + 1) * width; j++) {
                sum += rows.at(j) * rows.at(j);
            }
            return sum;
        }

        private NumericArray centred(NumericArray values) {
            return SpatialPca.centred(values, mean, deviation);
        }
    }

    /**
     * Fits the components.
     *
     * @throws SettingException when values are missing, no channel varies, or there are fewer components than asked for
     */
    @Override
    public Components fit(Settings settings, NumericArray train) {
        int n = train.size(0);
        int channels = train.size(1);
        double[] mean = new double[channels];
        for (int i = 0; i < train.length(); i++) {
            if (Double.isNaN(train.at(i))) {
                throw new SettingException("components", "for a signal with missing values", "a signal without missing values is needed");
            }
            mean[i % channels] += train.at(i) / n;
        }
        NumericArray means = NumericArray.owned(mean);
        NumericArray deviation = settings.standardize() ? deviation(train, means) : ones(channels);
        NumericArray x = centred(train, means, deviation);
        boolean few = n < channels;
        SymmetricEigen eigen = Lapack.symmetricEigen(few ? Lapack.multiplyByTransposed(x, x) : Lapack.multiplyTransposed(x, x));
        double total = 0;
        for (int i = 0; i < eigen.values().length(); i++) {
            total += Math.max(0, eigen.values().at(i));
        }
        if (!(total > 0)) {
            throw new SettingException("components", "for a signal that is constant on the training part", "channels that vary are needed");
        }
        int count = count(settings, eigen.values(), total);
        double held = 0;
        for (int i = 0; i < count; i++) {
            held += eigen.values().at(i);
        }
        return new Components(means, deviation, few ? axes(x, eigen, count) : columns(eigen.vectors(), count),
                Math.sqrt(held / n / count), held / total);
    }

    private static int count(Settings settings, NumericArray values, double total) {
        int possible = 0;
        while (possible < values.length() && values.at(possible) > SMALLEST * values.at(0)) {
            possible++;
        }
        if (settings.components() > possible) {
            throw new SettingException("components", Integer.toString(settings.components()), "an integer from 1 to " + possible + " is allowed");
        }
        if (settings.components() > 0) {
            return settings.components();
        }
        int count = 0;
        double held = 0;
        while (count < Math.min(settings.most(), possible) && held < settings.share() * total) {
            held += values.at(count++);
        }
        return count;
    }

    /** Axes [channels, k] from eigenvectors u of the Gram matrix of the samples: X'u over its length. */
    private static NumericArray axes(NumericArray x, SymmetricEigen eigen, int count) {
        double[] axes = Lapack.multiplyTransposed(x, columns(eigen.vectors(), count)).toArray();
        for (int i = 0; i < axes.length; i++) {
            axes[i] /= Math.sqrt(eigen.values().at(i % count));
        }
        return NumericArray.owned(axes, x.size(1), count);
    }

    private static NumericArray columns(NumericArray matrix, int count) {
        double[] columns = new double[matrix.size(0) * count];
        for (int i = 0; i < matrix.size(0); i++) {
            matrix.copyTo(i * matrix.size(1), columns, i * count, count);
        }
        return NumericArray.owned(columns, matrix.size(0), count);
    }

    /** The standard deviation of each channel; 1 of one that does not vary, which has no part in any component then. */
    private static NumericArray deviation(NumericArray train, NumericArray mean) {
        int channels = mean.length();
        double[] deviation = new double[channels];
        for (int i = 0; i < train.length(); i++) {
            deviation[i % channels] += Math.pow(train.at(i) - mean.at(i % channels), 2) / train.size(0);
        }
        for (int c = 0; c < channels; c++) {
            double s = Math.sqrt(deviation[c]);
            deviation[c] = s > SMALLEST * Math.abs(mean.at(c)) ? s : 1;
        }
        return NumericArray.owned(deviation);
    }

    private static NumericArray ones(int count) {
        double[] ones = new double[count];
        java.util.Arrays.fill(ones, 1);
        return NumericArray.owned(ones);
    }

    private static NumericArray centred(NumericArray values, NumericArray mean, NumericArray deviation) {
        int channels = mean.length();
        if (values.rank() != 2 || values.size(1) != channels) {
            throw new ShapeException("values of shape [n, " + channels + "] are needed, these are " + values);
        }
        double[] centred = values.toArray();
        for (int i = 0; i < centred.length; i++) {
            centred[i] = (centred[i] - mean.at(i % channels)) / deviation.at(i % channels);
        }
        return NumericArray.owned(centred, values.shape());
    }

    private static NumericArray scaled(NumericArray values, double factor) {
        double[] result = values.toArray();
        for (int i = 0; i < result.length; i++) {
            result[i] *= factor;
        }
        return NumericArray.owned(result, values.shape());
    }
}
