package org.paramscope.engine.internal.kernel;

/** Operations on the bits of numbers, for functions. */
final class Bits {

    static final int SHIFT_64 = 52;
    static final int SHIFT_32 = 23;
    static final long ONE_64 = 0x3FF0000000000000L;
    static final int ONE_32 = 0x3F800000;
    static final long SIGN_64 = 0x8000000000000000L;
    static final int SIGN_32 = 0x80000000;
    static final int LAST_64 = 63;
    static final int LAST_32 = 31;
    /** The root of 1/2. */
    static final long ROOT_64 = 0x3FE6A09E667F3BCDL;
    static final int ROOT_32 = 0x3F3504F3;
    static final long ROOT_TO_ONE_64 = ONE_64 - ROOT_64;
    static final int ROOT_TO_ONE_32 = ONE_32 - ROOT_32;
    static final long FRACTION_64 = 0x000FFFFFFFFFFFFFL;
    static final int FRACTION_32 = 0x007FFFFF;
    /** 2^52 and 2^23: whole numbers stand in the lowest bits. */
    static final long WHOLE_64 = 0x4330000000000000L;
    static final int WHOLE_32 = 0x4B000000;

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

    /** (-1)^n value from k = 1.5 2^52 + n. */
    static double flipSign(double value, double k) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ Double.doubleToRawLongBits(k) << LAST_64);
    }

    /** (-1)^n value from k = 1.5 2^23 + n. */
    static float flipSign(float value, float k) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ Float.floatToRawIntBits(k) << LAST_32);
    }

    /** 2^52 + 1023 + n for a normal x = 2^n f, f from the root of 1/2 to that of 2. */
    static double exponentAboutOne(double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) + ROOT_TO_ONE_64 >>> SHIFT_64 | WHOLE_64);
    }

    /** 2^23 + 127 + n for a normal x = 2^n f, f from the root of 1/2 to that of 2. */
    static float exponentAboutOne(float x) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(x) + ROOT_TO_ONE_32 >>> SHIFT_32 | WHOLE_32);
    }

    /** f of a normal x = 2^n f, from the root of 1/2 to that of 2. */
    static double fractionAboutOne(double x) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(x) + ROOT_TO_ONE_64 & FRACTION_64) + ROOT_64);
    }

    /** f of a normal x = 2^n f, from the root of 1/2 to that of 2. */
    static float fractionAboutOne(float x) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(x) + ROOT_TO_ONE_32 & FRACTION_32) + ROOT_32);
    }
}
