package org.paramscope.engine.internal.kernel;

/** Operations on the bits of numbers, for functions. */
final class Bits {

    static final int SHIFT_64 = 52;
    static final int SHIFT_32 = 23;
    static final long ONE_64 = 0x3FF0000000000000L;
    static final int ONE_32 = 0x3F800000;
    static final long SIGN_64 = 0x8000000000000000L;
    static final int SIGN_32 = 0x80000000;

    private Bits() { }

    /** 2^n from k = 1.5 2^52 + n: the lowest bits of k are those of n. */
    static double powerOfTwo(double k) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(k) << SHIFT_64) + ONE_64);
    }

    /** 2^n from k = 1.5 2^23 + n. */
    static float powerOfTwo(float k) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(k) << SHIFT_32) + ONE_32);
    }

    /** A number that is not negative, with the sign of x. */
    static double withSign(double magnitude, double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(magnitude) | Double.doubleToRawLongBits(x) & SIGN_64);
    }

    /** A number that is not negative, with the sign of x. */
    static float withSign(float magnitude, float x) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | Float.floatToRawIntBits(x) & SIGN_32);
    }
}
