package org.paramscope.engine;

/** What may be done to the units of a layer without a change of the network's function. */
public enum Symmetry {
    /** Units may be reordered. */
    PERMUTATION,
    /** Units may be reordered and change their sign (odd activation). */
    SIGNED_PERMUTATION,
    /** Units may be reordered and scaled by c > 0 (rectified linear: incoming by c, outgoing by 1/c). */
    SCALED_PERMUTATION,
    /** The code may be multiplied by any invertible matrix (linear units between affine blocks). */
    GENERAL_LINEAR,
    /** The code may be rotated and reflected (linear units with tied or orthonormal weights). */
    ORTHOGONAL
}
