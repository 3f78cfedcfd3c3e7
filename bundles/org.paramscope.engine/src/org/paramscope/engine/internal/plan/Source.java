package org.paramscope.engine.internal.plan;

/**
 * A value that a step reads.
 *
 * @param rows its size
 * @param derivative where its derivative is summed; null when nobody needs it
 * @param first whether this step is the first of the reverse pass to write that derivative; otherwise it adds to it
 */
record Source(Place value, int rows, Place derivative, boolean first) {

    /** Whether a derivative is wanted. */
    boolean differentiated() {
        return derivative != null;
    }
}
