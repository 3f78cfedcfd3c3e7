package org.paramscope.data;

import java.util.Optional;

/**
 * Contract of an invertible change of the values of a signal. It is fitted on the training part
 * only, applied to all parts, and inverted before errors are measured. Missing values are NaN.
 *
 * @param <S> its settings: a record with a no-argument constructor that gives the defaults
 */
public interface Transform<S extends Record> {

    /**
     * Fits to the training samples [T, channels], of which some may be missing.
     *
     * @throws SettingException when it cannot be fitted to such samples; says what is needed
     */
    Fitted fit(S settings, NumericArray train);

    /** A fitted transform. */
    interface Fitted {
        /** Transforms values [n, channels] to [n, components]; most transforms have a component a channel. */
        NumericArray apply(NumericArray values);

        /** Returns transformed values [n, components] to the original units, [n, channels]. */
        NumericArray invert(NumericArray values);

        /**
         * What the transform leaves out of values [n, channels]: of each sample the sum of squares that {@link #invert} cannot give
         * back, in squared units of the transformed values, [n]. Empty when nothing is left out.
         */
        default Optional<NumericArray> residual(NumericArray values) {
            return Optional.empty();
        }
    }
}
