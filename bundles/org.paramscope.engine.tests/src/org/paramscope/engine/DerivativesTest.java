package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.random.RandomStream;

/** Per-sample gradients, Jacobians, Hessian and Gauss-Newton products through every block. */
class DerivativesTest {

    /** Several chunks of samples, the last not full. */
    private static final int COUNT = 70;
    private static final double STEP = 1e-5;

    static Stream<Arguments> blocks() {
        return BlockGradientTest.blocks();
    }

    private static BlockGradientTest.Case make(String name, BlockGradientTest.Build build) {
        return BlockGradientTest.make(name, build, 3, COUNT, 5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void samplesApart(String name, BlockGradientTest.Build build) {
        BlockGradientTest.Case made = make(name, build);
        Objective objective = made.model().objective();
        Samples samples = made.samples();
        double[] losses = objective.losses(made.w(), samples);
        NumericArray gradients = objective.gradients(made.w(), samples);
        double[] weights = samples.weights().toArray();
        double total = Arrays.stream(weights).sum();
        double loss = IntStream.range(0, COUNT).mapToDouble(n -> weights[n] / total * losses[n]).sum();
        assertEquals(objective.loss(made.w(), samples), loss, 1e-13 * (1 + loss));
        double[] shares = Arrays.stream(weights).map(weight -> weight / total).toArray();
        assertClose(objective.gradient(made.w(), samples), times(gradients, shares), 1e-12);
        for (int n : new int[] {0, 31, 64, COUNT - 1}) {
            Samples alone = samples.select(new int[] {n});
            assertEquals(objective.loss(made.w(), alone), losses[n], 1e-13 * (1 + losses[n]));
            assertClose(objective.gradient(made.w(), alone), gradients.slice(n).toArray(), 1e-12);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void jacobians(String name, BlockGradientTest.Build build) {
        BlockGradientTest.Case made = make(name, build);
        Objective objective = made.model().objective();
        double[] v = gaussian("direction", made.w().length);
        double[] difference = difference(made.w(), v, w -> made.model().predict(w, made.samples()).toArray());
        NumericArray product = objective.jacobianProduct(Model.OUTPUT, made.w(), v, made.samples());
        assertArrayEquals(new int[] {COUNT, 3}, product.shape());
        assertClose(difference, product.toArray(), 1e-8);
        NumericArray jacobian = objective.jacobian(Model.OUTPUT, made.w(), made.samples());
        assertArrayEquals(new int[] {COUNT, 3, v.length}, jacobian.shape());
        NumericArray rows = jacobian.reshape(3 * COUNT, v.length);
        assertClose(product.toArray(), product(rows, v), 1e-12);
        double[] c = gaussian("cotangents", 3 * COUNT);
        assertClose(times(rows, c), objective.vectorJacobianProduct(Model.OUTPUT, made.w(), NumericArray.of(c, COUNT, 3), made.samples()),
                1e-12);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void hessian(String name, BlockGradientTest.Build build) {
        BlockGradientTest.Case made = make(name, build);
        Objective objective = made.model().objective();
        double[] v = gaussian("direction", made.w().length);
        double[] difference = difference(made.w(), v, w -> objective.gradient(w, made.samples()));
        double[] product = objective.hessianProduct(made.w(), v, made.samples());
        assertClose(difference, product, 1e-8);
        double[] u = gaussian("other direction", v.length);
        double[] other = objective.hessianProduct(made.w(), u, made.samples());
        double scale = Math.sqrt(dot(u, u) * dot(product, product));
        assertEquals(0, (dot(u, product) - dot(v, other)) / scale, 1e-12, "symmetry");
    }

    /** For squared error over 3 entries J' diag(2/3 weight) J. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void gaussNewton(String name, BlockGradientTest.Build build) {
        BlockGradientTest.Case made = make(name, build);
        Objective objective = made.model().objective();
        double[] v = gaussian("direction", made.w().length);
        NumericArray rows = objective.jacobian(Model.OUTPUT, made.w(), made.samples()).reshape(3 * COUNT, v.length);
        double[] u = product(rows, v);
        double[] weights = made.samples().weights().toArray();
        double total = Arrays.stream(weights).sum();
        for (int i = 0; i < u.length; i++) {
            u[i] *= 2.0 / 3 * weights[i / 3] / total;
        }
        assertClose(times(rows, u), objective.gaussNewtonProduct(made.w(), v, made.samples()), 1e-12);
    }

    /** By central differences of fourth order. */
    static double[] difference(double[] w, double[] v, Function<double[], double[]> f) {
        double[] sum = null;
        int[] places = {-2, -1, 1, 2};
        double[] factors = {1, -8, 8, -1};
        for (int k = 0; k < 4; k++) {
            double[] at = w.clone();
            for (int i = 0; i < w.length; i++) {
                at[i] += places[k] * STEP * v[i];
            }
            double[] value = f.apply(at);
            sum = sum == null ? new double[value.length] : sum;
            for (int i = 0; i < value.length; i++) {
                sum[i] += factors[k] * value[i] / (12 * STEP);
            }
        }
        return sum;
    }

    /** A v. */
    static double[] product(NumericArray a, double[] v) {
        return IntStream.range(0, a.size(0)).mapToDouble(i -> dot(a.slice(i).toArray(), v)).toArray();
    }

    /** A' u. */
    static double[] times(NumericArray a, double[] u) {
        return product(a.transpose(), u);
    }

    static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    /** Close relative to the largest entry, which is not 0. */
    static void assertClose(double[] expected, double[] actual, double tolerance) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertTrue(largest > 0);
        assertArrayEquals(expected, actual, tolerance * Math.max(1, largest));
    }

    static double[] gaussian(String purpose, int count) {
        RandomStream stream = RandomStream.of(6, 0, purpose);
        return IntStream.range(0, count).mapToDouble(i -> stream.gaussian()).toArray();
    }
}
