package org.paramscope.data;

/** How the columns of a signal lie in space. */
public enum SignalLayout {
    /** Channels without an order in space. */
    CHANNELS,
    /** Pixels of a picture, row by row. */
    IMAGE,
    /** Voxels of a volume. */
    VOXELS,
    /** Electrodes with positions. */
    ELECTRODES
}
