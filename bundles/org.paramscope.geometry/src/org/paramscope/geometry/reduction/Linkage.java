package org.paramscope.geometry.reduction;

/** The distance between two clusters in agglomerative clustering. */
public enum Linkage {
    /** Mean distance of their members (Sokal and Michener 1958). */
    AVERAGE,
    /** Largest distance of their members. */
    COMPLETE,
    /** Smallest distance of their members. */
    SINGLE
}
