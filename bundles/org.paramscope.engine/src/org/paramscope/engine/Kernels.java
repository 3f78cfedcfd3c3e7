package org.paramscope.engine;

import org.paramscope.engine.internal.kernel.Arithmetic;

/** What the engine computes with on this machine; results do not depend on it, only the time they take. */
public final class Kernels {

    private Kernels() { }

    /** Whether the machine's vectors are used; otherwise plain loops are, which are some ten times slower. */
    public static boolean vectorised() {
        return Arithmetic.vectorised();
    }

    /** One line for diagnostics: the kernels in use and, for plain loops, why and what to do. */
    public static String description() {
        return Arithmetic.description();
    }
}
