package org.paramscope.models.spectral;

import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.SettingException;

/**
 * A series of one or several channels whose missing values were filled by iterated SSA (Beckers &amp; Rixen 2003; Kondrashov &amp;
 * Ghil 2006): fill, decompose, put the reconstruction in place of the missing values, until they rest; first with one component,
 * then with one more at a time, each from the filling before. The first filling is linear between neighbours in time.
 *
 * @param series filled, in the shape that was given
 * @param iterations decompositions that it took
 * @param change root mean square change of the missing values in the last iteration, as a share of that of the observed ones
 */
public record GapFilling(NumericArray series, int iterations, double change) {

    /** Changes below which the filling with fewer components is a good enough start for one more. */
    private static final double START = 1e-2;

    /**
     * Fills what is missing.
     *
     * @param series [T] or [T, C]; not a number where a value is missing; each channel has an observed one
     * @param window window length L, from 2 to T - 1
     * @param components number of components of the signal, at least 1
     * @param most iterations allowed, at least 1
     * @param tolerance relative change at which the iteration ends, above 0
     * @throws SettingException if a setting does not fit or a channel has no observed value
     * @throws NumericalException if the values do not rest within the iterations allowed
     */
    public static GapFilling of(NumericArray series, int window, int components, int most, double tolerance) {
        int channels = series.rank() == 1 ? 1 : series.size(1);
        SingularSpectrum.requireWindow(series.size(0), window);
        if (components < 1 || components > Math.min(window, channels * (series.size(0) - window + 1))) {
            throw new SettingException("components", Integer.toString(components),
                    "1 to " + Math.min(window, channels * (series.size(0) - window + 1)) + " is allowed");
        }
        if (most < 1 || !(tolerance > 0)) {
            throw new SettingException("tolerance", tolerance + " within " + most + " iterations",
                    "a tolerance above 0 and at least 1 iteration are needed");
        }
        double[] given = series.toArray();
        double[] filled = interpolated(given, channels);
        double scale = rootMeanSquareObserved(given);
        int iterations = 0;
        double change = 0;
        for (int k = 1; k <= components; k++) {
            double enough = k < components ? Math.max(START, tolerance) : tolerance;
            do {
                if (iterations == most) {
                    throw new NumericalException("gap filling", "after " + most + " iterations the missing values still change by "
                            + change + " of the series' size at " + k + " components; allow more iterations or take fewer components");
                }
                change = replace(given, filled, reconstruction(filled, channels, window, k)) / scale;
                iterations++;
            } while (change > enough);
        }
        return new GapFilling(NumericArray.owned(filled, series.shape()), iterations, change);
    }

    private static double[] reconstruction(double[] filled, int channels, int window, int components) {
        int[] leading = SingularSpectrum.leading(components);
        return channels == 1 ? SingularSpectrum.of(filled, window).reconstruction(leading).toArray()
                : MultivariateSpectrum.of(NumericArray.of(filled, filled.length / channels, channels), window)
                        .reconstruction(leading).toArray();
    }

    /** Puts the reconstruction in place of what is missing; the root mean square change, 0 if nothing is missing. */
    private static double replace(double[] given, double[] filled, double[] reconstruction) {
        double sum = 0;
        int missing = 0;
        for (int i = 0; i < given.length; i++) {
            if (Double.isNaN(given[i])) {
                sum += (reconstruction[i] - filled[i]) * (reconstruction[i] - filled[i]);
                filled[i] = reconstruction[i];
                missing++;
            }
        }
        return missing == 0 ? 0 : Math.sqrt(sum / missing);
    }

    private static double rootMeanSquareObserved(double[] given) {
        double sum = 0;
        int observed = 0;
        for (double value : given) {
            if (!Double.isNaN(value)) {
                sum += value * value;
                observed++;
            }
        }
        return sum == 0 ? 1 : Math.sqrt(sum / observed);
    }

    /** Each channel linear between its observed values, and constant beyond the outer ones. */
    private static double[] interpolated(double[] given, int channels) {
        double[] filled = given.clone();
        for (int c = 0; c < channels; c++) {
            int before = -1;
            for (int i = c; i < given.length; i += channels) {
                if (!Double.isNaN(given[i])) {
                    between(filled, before, i, channels, c);
                    before = i;
                }
            }
            if (before < 0) {
                throw new SettingException("series", "without an observed value in channel " + (c + 1), "at least one is needed");
            }
            for (int i = before + channels; i < given.length; i += channels) {
                filled[i] = given[before];
            }
        }
        return filled;
    }

    private static void between(double[] filled, int before, int after, int channels, int channel) {
        for (int i = before < 0 ? channel : before + channels; i < after; i += channels) {
            double share = before < 0 ? 1 : (double) (i - before) / (after - before);
            filled[i] = (before < 0 ? 0 : (1 - share) * filled[before]) + share * filled[after];
        }
    }
}
