package org.paramscope.engine.internal.plan;

/**
 * Where rows begin that a step reads or writes: a memory of the program's frame and a row in it.
 *
 * @param slot {@link #VALUES}, {@link #DERIVATIVES}, or one that the caller of the program binds
 * @param row counted from the beginning of that memory
 */
record Place(int slot, int row) {

    /** Values of this program, kept until the reverse pass. */
    static final int VALUES = 0;
    /** Derivatives of this program, overwritten by its next evaluation. */
    static final int DERIVATIVES = 1;

    /** The values that the caller binds as input or result number k. */
    static Place bound(int k) {
        return new Place(2 + 2 * k, 0);
    }

    /** The derivatives of what is bound as number k. */
    static Place boundDerivative(int k) {
        return new Place(3 + 2 * k, 0);
    }

    /** So many rows further on. */
    Place plus(int rows) {
        return new Place(slot, row + rows);
    }
}
