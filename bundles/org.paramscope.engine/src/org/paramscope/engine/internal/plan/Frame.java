package org.paramscope.engine.internal.plan;

/**
 * The memories of one evaluation of a program: its own rows, and what its caller bound.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class Frame<A> {

    private final A[] arrays;
    private final int[] at;
    private final int row;
    /** How often the program has been evaluated before in the same pass: what tells its random numbers apart. */
    int occasion;

    @SuppressWarnings("unchecked")
    Frame(int slots, int row) {
        this.arrays = (A[]) new Object[slots];
        this.at = new int[slots];
        this.row = row;
    }

    /** Says where a memory begins. */
    void bind(int slot, A array, int from) {
        arrays[slot] = array;
        at[slot] = from;
    }

    /** The array in which a place lies. */
    A array(Place place) {
        return arrays[place.slot()];
    }

    /** The entry at which a place begins. */
    int at(Place place) {
        return at[place.slot()] + place.row() * row;
    }
}
