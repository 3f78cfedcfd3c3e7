package org.paramscope.engine.internal.kernel;

/** The arithmetic of this process, chosen once. */
public final class Arithmetic {

    /** System property: {@code vector} or {@code plain} instead of the choice by what is there. */
    public static final String PROPERTY = "paramscope.kernels";

    private Arithmetic() { }

    /** float64. */
    public static Lanes<double[]> float64() {
        return Chosen.FLOAT64;
    }

    /** float32. */
    public static Lanes<float[]> float32() {
        return Chosen.FLOAT32;
    }

    /** Whether vectors are used. */
    public static boolean vectorised() {
        return false;
    }

    /** One line on the choice and its reason. */
    public static String description() {
        return Chosen.DESCRIPTION;
    }

    private static final class Chosen {

        static final Lanes<double[]> FLOAT64 = new DoubleLanes();
        static final Lanes<float[]> FLOAT32 = new FloatLanes();
        static final String DESCRIPTION = "plain loops";
    }
}
