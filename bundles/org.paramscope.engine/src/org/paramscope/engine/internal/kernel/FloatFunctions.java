package org.paramscope.engine.internal.kernel;

/**
 * exp, tanh and the logistic function in float32 by operations that have a vector form. exp: reduction by
 * multiples of ln 2 and the series on |r| <= ln 2 / 2; tanh: an odd rational approximation of degree 13 / 6.
 * Errors stay below 5 ulp.
 */
final class FloatFunctions {

    static final float MAGIC = 0x1.8p23f;
    static final float LOG2_E = 1.4426950408889634f;
    static final float LN2_HIGH = 0.693359375f;
    static final float LN2_LOW = -2.12194440054690583e-4f;
    static final float EXP_MIN = -87;
    static final float EXP_MAX = 88;
    static final int ONE_BITS = 0x3F800000;
    static final int EXPONENT_SHIFT = 23;
    static final float C7 = 1f / 5040;
    static final float C6 = 1f / 720;
    static final float C5 = 1f / 120;
    static final float C4 = 1f / 24;
    static final float C3 = 1f / 6;
    static final float C2 = 0.5f;
    /** |x| above which the approximation of tanh is 1. */
    static final float TANH_MAX = 7.90531110763549805f;
    static final float A1 = 4.89352455891786e-03f;
    static final float A3 = 6.37261928875436e-04f;
    static final float A5 = 1.48572235717979e-05f;
    static final float A7 = 5.12229709037114e-08f;
    static final float A9 = -8.60467152213735e-11f;
    static final float A11 = 2.00018790482477e-13f;
    static final float A13 = -2.76076847742355e-16f;
    static final float B0 = 4.89352518554385e-03f;
    static final float B2 = 2.26843463243900e-03f;
    static final float B4 = 1.18534705686654e-04f;
    static final float B6 = 1.19825839466702e-06f;

    private FloatFunctions() { }

    static float exp(float x) {
        float low = x < EXP_MIN ? EXP_MIN : x;
        float a = low > EXP_MAX ? EXP_MAX : low;
        float k = Math.fma(a, LOG2_E, MAGIC);
        float n = k - MAGIC;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, a));
        float q = Math.fma(C7, r, C6);
        q = Math.fma(q, r, C5);
        q = Math.fma(q, r, C4);
        q = Math.fma(q, r, C3);
        q = Math.fma(q, r, C2);
        float p = Math.fma(r * r, q, r);
        float power = Float.intBitsToFloat((Float.floatToRawIntBits(k) << EXPONENT_SHIFT) + ONE_BITS);
        return Math.fma(power, p, power);
    }

    static float tanh(float x) {
        float low = x < -TANH_MAX ? -TANH_MAX : x;
        float a = low > TANH_MAX ? TANH_MAX : low;
        float s = a * a;
        float p = Math.fma(A13, s, A11);
        p = Math.fma(p, s, A9);
        p = Math.fma(p, s, A7);
        p = Math.fma(p, s, A5);
        p = Math.fma(p, s, A3);
        p = Math.fma(p, s, A1);
        float q = Math.fma(B6, s, B4);
        q = Math.fma(q, s, B2);
        q = Math.fma(q, s, B0);
        return a * p / q;
    }

    static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }
}
