package org.paramscope.engine.internal.kernel;

/** How outputs are cut into tiles that fit the registers. */
final class Tiles {

    private Tiles() { }

    /** The next tile when so many outputs remain: 4, 2 or 1. */
    static int size(int remaining) {
        return remaining >= 4 ? 4 : remaining >= 2 ? 2 : 1;
    }
}
