package org.paramscope.data;

/**
 * Contract of an invertible change of the values of a signal. It is fitted on the training part
 * only, applied to all parts, and inverted before errors are measured.
 *
 * @param <S> its settings: a record with a no-argument constructor that gives the defaults
 */
public interface Transform<S extends Record> {

    /** Fits to the training samples [T, channels]. */
    Fitted fit(S settings, NumericArray train);

    /** A fitted transform. */
    interface Fitted {
        /** Transforms values [n, channels]. */
        NumericArray apply(NumericArray values);

        /** Returns transformed values [n, channels] to the original units. */
        NumericArray invert(NumericArray values);
    }
}
