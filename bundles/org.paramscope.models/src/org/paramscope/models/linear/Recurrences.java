package org.paramscope.models.linear;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Picture;
import org.paramscope.models.internal.WindowPictures;
import org.paramscope.models.spectral.LinearRecurrence;
import org.paramscope.models.spectral.Mode;

/** What fitted recurrences say of a series: roots, residuals, coefficients and spectra. */
final class Recurrences {

    static final int MOST_MODES = 8;
    private static final int FREQUENCIES = 257;

    private Recurrences() {
    }

    /** Some of the modes, those that last longest first, with a warning when the recurrence is explosive. */
    static List<Fact> modes(String suffix, LinearRecurrence recurrence, int most) {
        List<Fact> facts = new ArrayList<>();
        List<Mode> modes = recurrence.modes().stream().filter(mode -> mode.modulus() > 0)
                .sorted(Comparator.comparingDouble(Mode::damping).reversed()).limit(most).toList();
        for (int i = 0; i < modes.size(); i++) {
            Mode mode = modes.get(i);
            facts.add(Fact.of("period of mode " + (i + 1) + suffix + " [samples]", mode.period(),
                    Double.isInfinite(mode.period()) ? "a trend" : ""));
            String name = "modulus of mode " + (i + 1) + suffix;
            facts.add(mode.modulus() < 1 ? Fact.of(name, mode.modulus(), "decays")
                    : Fact.warning(name, mode.modulus(),
                            "explosive: a root lies on or outside the unit circle, forecasts do not return to the mean"));
        }
        return facts;
    }

    /** The weighted mean squared one-step error on the training windows, by channel. */
    static List<Fact> residuals(FittedModel fitted) {
        double[] errors = residualVariances(fitted);
        List<Fact> facts = new ArrayList<>();
        for (int c = 0; c < errors.length; c++) {
            facts.add(Fact.of("residual variance" + suffix(c, errors.length), errors[c], "one step ahead, training windows"));
        }
        return facts;
    }

    static double[] residualVariances(FittedModel fitted) {
        Samples samples = fitted.training();
        NumericArray predicted = fitted.model().predict(fitted.parameters(), samples);
        int channels = samples.shape().channels();
        int size = samples.shape().size();
        double[] errors = new double[channels];
        double total = 0;
        for (int n = 0; n < samples.count(); n++) {
            double weight = samples.weights().at(n);
            total += weight * samples.shape().length();
            for (int i = 0; i < size; i++) {
                double error = predicted.at(n * size + i) - samples.target().at(n * size + i);
                errors[i % channels] += weight * error * error;
            }
        }
        for (int c = 0; c < channels; c++) {
            errors[c] /= total;
        }
        return errors;
    }

    /**
     * Coefficients over their lag.
     *
     * @param curves coefficients by name, the oldest lag first, all of one length
     */
    static Picture coefficients(Map<String, double[]> curves) {
        Map<String, NumericArray> reversed = new LinkedHashMap<>();
        curves.forEach((name, values) -> {
            double[] byLag = new double[values.length];
            for (int k = 0; k < byLag.length; k++) {
                byLag[k] = values[values.length - 1 - k];
            }
            reversed.put(name, NumericArray.owned(byLag));
        });
        int order = curves.values().iterator().next().length;
        return new Picture.Curves("Coefficients", "lag [samples]", "coefficient", WindowPictures.counting(1, order + 1), reversed);
    }

    /**
     * The spectrum s / |1 - sum_k a_k exp(-i w k)|^2 of an autoregression (Brockwell &amp; Davis 1991, theorem 4.4.2), in decibels,
     * from 0 to half a cycle a sample.
     *
     * @param recurrences of one channel each, by name
     * @param variances s of the residuals, in the same order
     */
    static Picture spectrum(Map<String, LinearRecurrence> recurrences, double[] variances) {
        double[] frequencies = new double[FREQUENCIES];
        for (int f = 0; f < FREQUENCIES; f++) {
            frequencies[f] = 0.5 * f / (FREQUENCIES - 1);
        }
        Map<String, NumericArray> curves = new LinkedHashMap<>();
        int channel = 0;
        for (Map.Entry<String, LinearRecurrence> one : recurrences.entrySet()) {
            double[] density = new double[FREQUENCIES];
            for (int f = 0; f < FREQUENCIES; f++) {
                density[f] = 10 * Math.log10(Math.max(variances[channel], Double.MIN_NORMAL) / gain(one.getValue(), frequencies[f]));
            }
            curves.put(one.getKey(), NumericArray.owned(density));
            channel++;
        }
        return new Picture.Curves("Spectrum", "frequency [1/sample]", "power density [dB]", NumericArray.owned(frequencies), curves);
    }

    private static double gain(LinearRecurrence recurrence, double frequency) {
        int order = recurrence.order();
        double real = 1;
        double imaginary = 0;
        for (int k = 1; k <= order; k++) {
            double a = recurrence.coefficients().at(order - k);
            real -= a * Math.cos(2 * Math.PI * frequency * k);
            imaginary += a * Math.sin(2 * Math.PI * frequency * k);
        }
        return real * real + imaginary * imaginary;
    }

    /** Of a channel among several, as in {@code , channel 2}; empty for the only one. */
    static String suffix(int channel, int channels) {
        return channels == 1 ? "" : String.format(Locale.ROOT, ", channel %d", channel + 1);
    }
}
