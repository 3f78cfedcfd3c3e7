package org.paramscope.data;

import java.util.Optional;

/**
 * The dominant period of a series; {@link PeriodEvidence} says how it is found.
 *
 * @param samples the period in samples
 * @param correlation the unbiased autocorrelation at that lag
 * @param confirmation how the spectrum confirms it, in words
 */
public record Period(int samples, double correlation, String confirmation) {

    /**
     * The dominant period, or nothing when none dominates. A series of more than 2^20 samples is judged
     * by its first 2^20.
     *
     * @throws SettingException when a sample is not a finite number
     */
    public static Optional<Period> of(double[] series) {
        return PeriodEvidence.of(series).period();
    }
}
