package org.paramscope.engine.internal.kernel;

/**
 * exp, tanh and the logistic function in float64 by operations that have a vector form: reduction by
 * multiples of ln 2, the series of exp on |r| <= ln 2 / 2, a power of two by its bits. Errors stay below 3 ulp.
 */
final class DoubleFunctions {

    static final double MAGIC = 0x1.8p52;
    static final double LOG2_E = 1.4426950408889634;
    static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
    static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
    static final double EXP_MIN = -708;
    static final double EXP_MAX = 709;
    /** 2 |x| above which tanh is 1. */
    static final double TANH_MAX = 44;
    static final long ONE_BITS = 0x3FF0000000000000L;
    static final long SIGN_BIT = 0x8000000000000000L;
    static final int EXPONENT_SHIFT = 52;
    /** 1/13!, 1/12!, ..., 1/2!. */
    static final double C13 = 1.0 / 6227020800.0;
    static final double C12 = 1.0 / 479001600.0;
    static final double C11 = 1.0 / 39916800.0;
    static final double C10 = 1.0 / 3628800.0;
    static final double C9 = 1.0 / 362880.0;
    static final double C8 = 1.0 / 40320.0;
    static final double C7 = 1.0 / 5040.0;
    static final double C6 = 1.0 / 720.0;
    static final double C5 = 1.0 / 120.0;
    static final double C4 = 1.0 / 24.0;
    static final double C3 = 1.0 / 6.0;
    static final double C2 = 0.5;

    private DoubleFunctions() { }

    /** exp(r) - 1 for |r| <= ln 2 / 2. */
    private static double series(double r) {
        double q = Math.fma(C13, r, C12);
        q = Math.fma(q, r, C11);
        q = Math.fma(q, r, C10);
        q = Math.fma(q, r, C9);
        q = Math.fma(q, r, C8);
        q = Math.fma(q, r, C7);
        q = Math.fma(q, r, C6);
        q = Math.fma(q, r, C5);
        q = Math.fma(q, r, C4);
        q = Math.fma(q, r, C3);
        q = Math.fma(q, r, C2);
        return Math.fma(r * r, q, r);
    }

    static double exp(double x) {
        double low = x < EXP_MIN ? EXP_MIN : x;
        double a = low > EXP_MAX ? EXP_MAX : low;
        double k = Math.fma(a, LOG2_E, MAGIC);
        double n = k - MAGIC;
        double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, a));
        double p = series(r);
        double power = power(k);
        return Math.fma(power, p, power);
    }

    static double tanh(double x) {
        double twice = Math.abs(x) * 2;
        double a = twice > TANH_MAX ? TANH_MAX : twice;
        double k = Math.fma(a, LOG2_E, MAGIC);
        double n = k - MAGIC;
        double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, a));
        double p = series(r);
        double power = power(k);
        double e = Math.fma(power, p, power - 1);
        double t = e / (e + 2);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(t) | Double.doubleToRawLongBits(x) & SIGN_BIT);
    }

    static double sigmoid(double x) {
        double e = exp(-Math.abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    /** 2^n from MAGIC + n. */
    private static double power(double k) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(k) << EXPONENT_SHIFT) + ONE_BITS);
    }
}
