package org.paramscope.engine;

/** The floating point in which replicas are trained. Results are float64 at the API in both cases. */
public enum Precision {
    /** The default: covariances of parameters need it. */
    FLOAT64,
    /** About twice as fast. */
    FLOAT32
}
