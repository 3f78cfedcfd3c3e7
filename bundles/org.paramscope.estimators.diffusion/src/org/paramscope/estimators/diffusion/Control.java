package org.paramscope.estimators.diffusion;

/** What a diffusion is fitted to. */
public enum Control {
    /** The replicas as they are aligned. */
    NONE,
    /** Copies of the replicas whose units are in random order and have random signs: what is lost is what the alignment brings. */
    SHUFFLED_UNITS
}
