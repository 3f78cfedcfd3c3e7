package org.paramscope.models.spectral;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.paramscope.data.NumericArray;

/**
 * What a root z of a linear recurrence, or a conjugate pair of roots, contributes to a series: z^t.
 *
 * @param period in samples, at least 2: 2 pi over the argument of z; infinite for a real positive root, a trend
 * @param damping log |z| for each sample: negative when the mode decays, 0 when it lasts, positive when it explodes
 */
public record Mode(double period, double damping) {

    /**
     * The modes of complex roots, the shortest period first, of equal ones the one that lasts longest.
     *
     * @param roots real and imaginary parts [n, 2]; of a conjugate pair both, which are one mode
     */
    public static List<Mode> of(NumericArray roots) {
        return Arrays.stream(roots.toRows()).filter(z -> z[1] >= 0)
                .map(z -> new Mode(z[1] == 0 && z[0] >= 0 ? Double.POSITIVE_INFINITY : 2 * Math.PI / Math.atan2(z[1], z[0]),
                        Math.log(Math.hypot(z[0], z[1]))))
                .sorted(Comparator.comparingDouble(Mode::period).thenComparing(Comparator.comparingDouble(Mode::damping).reversed()))
                .toList();
    }

    /** |z|: by how much the mode is multiplied in a sample. */
    public double modulus() {
        return Math.exp(damping);
    }

    /** In words, as in {@code period 12.0 samples, x 0.995 a sample}. */
    @Override
    public String toString() {
        String shape = Double.isInfinite(period) ? "trend" : String.format(Locale.ROOT, "period %.4g samples", period);
        return shape + String.format(Locale.ROOT, ", x %.4g a sample", modulus());
    }
}
