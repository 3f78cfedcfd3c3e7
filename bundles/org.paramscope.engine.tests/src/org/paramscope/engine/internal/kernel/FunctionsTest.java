package org.paramscope.engine.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The elementary functions against StrictMath and series with 90 digits, in units of the last place. */
class FunctionsTest {

    private static final MathContext DIGITS = new MathContext(90);
    private static final BigDecimal TWO_OVER_ROOT_PI = BigDecimal.TWO.divide(new BigDecimal(
            "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211707")
            .sqrt(DIGITS), DIGITS);

    @FunctionalInterface
    private interface FloatFunction {
        float of(float x);
    }

    private static void accurate(String name, DoubleUnaryOperator found, DoubleUnaryOperator exact, double from, double to,
            int points, double bound) {
        double worst = 0;
        for (int i = 0; i <= points; i++) {
            double x = from + (to - from) * i / points;
            worst = Math.max(worst, Math.abs(found.applyAsDouble(x) - exact.applyAsDouble(x)) / Math.ulp(exact.applyAsDouble(x)));
        }
        assertTrue(worst <= bound, name + ": " + worst + " ulp");
    }

    private static void accurate32(String name, FloatFunction found, DoubleUnaryOperator exact, double from, double to,
            int points, double bound) {
        double worst = 0;
        for (int i = 0; i <= points; i++) {
            float x = (float) (from + (to - from) * i / points);
            double right = exact.applyAsDouble(x);
            worst = Math.max(worst, Math.abs(found.of(x) - right) / Math.ulp((float) right));
        }
        assertTrue(worst <= bound, name + " in float32: " + worst + " ulp");
    }

    /** 2 / sqrt(pi) times the sum of (-1)^n x^(2n+1) / (n! (2n+1)). */
    private static BigDecimal erf(double x) {
        BigDecimal square = new BigDecimal(x).multiply(new BigDecimal(x)).negate();
        BigDecimal power = new BigDecimal(x);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal least = power.abs().scaleByPowerOfTen(-DIGITS.getPrecision());
        for (int n = 1; power.abs().compareTo(least) > 0; n++) {
            sum = sum.add(power.divide(BigDecimal.valueOf(2 * n - 1), DIGITS));
            power = power.multiply(square, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
        }
        return sum.multiply(TWO_OVER_ROOT_PI);
    }

    private static double normalDistribution(double x) {
        BigDecimal z = new BigDecimal(x).divide(BigDecimal.TWO.sqrt(DIGITS), DIGITS);
        double near = z.doubleValue();
        // erf at the rounded argument, and the tangent for what rounding took
        BigDecimal slope = TWO_OVER_ROOT_PI.multiply(new BigDecimal(StrictMath.exp(-near * near)));
        BigDecimal erf = erf(near).add(slope.multiply(z.subtract(new BigDecimal(near))));
        return BigDecimal.ONE.add(erf).divide(BigDecimal.TWO, DIGITS).doubleValue();
    }

    @Test
    void exponentialAndRelatives() {
        for (double scale : new double[] {1, 1e-5}) {
            accurate("exp", DoubleFunctions::exp, StrictMath::exp, -600 * scale, 600 * scale, 200_001, 3);
            accurate("tanh", DoubleFunctions::tanh, StrictMath::tanh, -20 * scale, 20 * scale, 200_001, 3);
            accurate("sigmoid", DoubleFunctions::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -20 * scale, 20 * scale, 200_001, 3);
            accurate("softplus", DoubleFunctions::softplus,
                    x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))), -40 * scale, 40 * scale, 200_001, 4);
            accurate32("exp", FloatFunctions::exp, StrictMath::exp, -80 * scale, 80 * scale, 200_001, 5);
            accurate32("tanh", FloatFunctions::tanh, StrictMath::tanh, -20 * scale, 20 * scale, 200_001, 5);
            accurate32("sigmoid", FloatFunctions::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -20 * scale, 20 * scale, 200_001, 5);
            accurate32("softplus", FloatFunctions::softplus, x -> StrictMath.log1p(StrictMath.exp(x)), -40 * scale, 40 * scale,
                    200_001, 5);
        }
    }

    @Test
    void logarithm() {
        for (double top : new double[] {1e-310, 1e-30, 1.1, 3, 1e6, 1e300}) {
            accurate("log", DoubleFunctions::log, StrictMath::log, top * 0.6, top, 100_000, 3);
        }
        for (double top : new double[] {1e-40, 1e-30, 1.1, 3, 1e6, 1e38}) {
            accurate32("log", FloatFunctions::log, StrictMath::log, top * 0.6, top, 100_000, 3);
        }
        assertArrayEquals(new double[] {Double.NEGATIVE_INFINITY, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY, 0},
                new double[] {DoubleFunctions.log(0), DoubleFunctions.log(-1e-300), DoubleFunctions.log(Double.NaN),
                    DoubleFunctions.log(Double.POSITIVE_INFINITY), DoubleFunctions.log(1)});
        assertArrayEquals(new float[] {Float.NEGATIVE_INFINITY, Float.NaN, Float.NaN, Float.POSITIVE_INFINITY, 0},
                new float[] {FloatFunctions.log(0), FloatFunctions.log(-1), FloatFunctions.log(Float.NaN),
                    FloatFunctions.log(Float.POSITIVE_INFINITY), FloatFunctions.log(1)});
    }

    @Test
    void errorFunction() {
        accurate("erf", DoubleFunctions::erf, x -> erf(x).doubleValue(), -6, 6, 2_000, 4);
        accurate("erf", DoubleFunctions::erf, x -> erf(x).doubleValue(), -1e-6, 1e-6, 101, 4);
        accurate32("erf", FloatFunctions::erf, x -> erf(x).doubleValue(), -4, 4, 2_000, 4);
        assertEquals(1, DoubleFunctions.erf(Double.POSITIVE_INFINITY));
        assertEquals(-1f, FloatFunctions.erf(-1e30f));
        assertTrue(Double.isNaN(DoubleFunctions.erf(Double.NaN)));
    }

    @Test
    void normalDistributionAndGelu() {
        accurate("normal distribution", DoubleFunctions::normalDistribution, FunctionsTest::normalDistribution, -9, 9, 1_000, 25);
        accurate32("normal distribution", FloatFunctions::normalDistribution, FunctionsTest::normalDistribution, -9, 9, 1_000, 25);
        accurate("gelu", DoubleFunctions::gelu, x -> x * normalDistribution(x), -6, 6, 1_001, 25);
        accurate32("gelu", FloatFunctions::gelu, x -> x * normalDistribution(x), -6, 6, 1_001, 25);
        assertArrayEquals(new double[] {0, 1, 0, 1}, new double[] {DoubleFunctions.normalDistribution(-1e300),
            DoubleFunctions.normalDistribution(Double.POSITIVE_INFINITY), FloatFunctions.normalDistribution(-1e30f),
            FloatFunctions.normalDistribution(Float.POSITIVE_INFINITY)});
        assertEquals(0, DoubleFunctions.gelu(-1e300), 0);
    }

    @Test
    void sineAndCosine() {
        for (double top : new double[] {0.1, 4, 1000, 1e6}) {
            accurate("sin", DoubleFunctions::sin, StrictMath::sin, -top, top, 100_001, 3);
            accurate("cos", DoubleFunctions::cos, StrictMath::cos, -top, top, 100_001, 3);
        }
        for (double top : new double[] {0.1, 4, 1000}) {
            accurate32("sin", FloatFunctions::sin, StrictMath::sin, -top, top, 100_001, 4);
            accurate32("cos", FloatFunctions::cos, StrictMath::cos, -top, top, 100_001, 4);
        }
    }

    @Test
    void limitsAndNaN() {
        assertEquals(1, DoubleFunctions.tanh(Double.POSITIVE_INFINITY));
        assertEquals(-1, DoubleFunctions.tanh(-1e300));
        assertEquals(1f, FloatFunctions.tanh(Float.POSITIVE_INFINITY), 3e-7f);
        assertEquals(0, DoubleFunctions.sigmoid(-1e300), 1e-300);
        assertEquals(1, DoubleFunctions.sigmoid(1e300));
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, Double.NaN}, new double[] {DoubleFunctions.exp(Double.NaN),
            DoubleFunctions.tanh(Double.NaN), DoubleFunctions.sigmoid(Double.NaN)});
        assertTrue(Float.isNaN(FloatFunctions.exp(Float.NaN)) && Float.isNaN(FloatFunctions.tanh(Float.NaN))
                && Float.isNaN(FloatFunctions.sigmoid(Float.NaN)));
        assertEquals(Double.doubleToLongBits(-0.0), Double.doubleToLongBits(DoubleFunctions.tanh(-0.0)));
    }
}
