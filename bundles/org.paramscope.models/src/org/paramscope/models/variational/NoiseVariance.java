package org.paramscope.models.variational;

/** Which variances the normal likelihood has around the decoder's output. */
public enum NoiseVariance {
    /** One variance for all values, learned. */
    SHARED,
    /** One variance for each channel, learned. */
    PER_CHANNEL,
    /** One variance for all values, given. */
    FIXED
}
