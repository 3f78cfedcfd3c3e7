package org.paramscope.datasets;

/** Which channels of the joints are read. */
public enum BvhChannels {
    /** Angles, in degrees. */
    ROTATION,
    /** Places, in the unit of length of the file. */
    POSITION,
    /** Both, as two signals. */
    ALL
}
