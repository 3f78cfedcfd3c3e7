package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.Coupling;
import org.paramscope.engine.graph.CouplingTransform;
import org.paramscope.engine.graph.CouplingTransform.Scaling;
import org.paramscope.engine.graph.CouplingTransform.Spline;
import org.paramscope.engine.graph.Elementwise;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.random.RandomStream;

/** Couplings of normalising flows: inverses, determinants, monotonicity and gradients. */
class CouplingTest {

    private static final int[] SIZES = {1, 2, 3, 7, 17};

    static Stream<Arguments> transforms() {
        return Stream.<CouplingTransform>of(new Scaling(1.5), new Spline(2, 3), new Spline(5, 2.5), new Spline(8, 0.8)).flatMap(
                transform -> Stream.of(Arguments.of(transform, false), Arguments.of(transform, true)));
    }

    /** A flow of three layers over d entries; its heads are the result and the log-determinants. */
    private static Model flow(CouplingTransform transform, int d, boolean inverse) {
        Graph g = new Graph(SampleShape.table(d, 1));
        Node x = g.input();
        Node[] determinants = new Node[3];
        for (int k = 0; k < 3; k++) {
            int layer = inverse ? 2 - k : k;
            Coupling coupling = g.couplingLayer("layer" + layer, x, layer % 2 == 1, transform, inverse, (graph, kept, parameters) ->
                    graph.dense("parameters" + layer, graph.dense("hidden" + layer, kept, 4, TANH), parameters, IDENTITY));
            x = coupling.value();
            determinants[k] = coupling.logDeterminant();
        }
        g.head("z", x);
        g.head("logDeterminant", g.sum("all", g.concatenate("both", determinants), 0));
        g.dense("output", x, 1, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    private static Samples table(double[] rows, int d) {
        NumericArray x = NumericArray.owned(rows, rows.length / d, d);
        return Examples.samples(SampleShape.table(d, 1), x, NumericArray.zeros(x.size(0), 1), null);
    }

    private static double[] head(Model model, String head, double[] w, double[] rows, int d) {
        return model.head(head, w, table(rows, d)).toArray();
    }

    @ParameterizedTest(name = "{0} inverse {1}")
    @MethodSource("transforms")
    void inverseUndoesTheFlow(CouplingTransform transform, boolean inverse) {
        int d = 5;
        Model model = flow(transform, d, inverse);
        Model back = flow(transform, d, !inverse);
        // small enough that no slope is so flat that rounding of z alone moves x by more
        double[] w = scaled(Examples.gaussian("w", model.parameters()).toArray(), 0.4);
        double[] wBack = back.layout().arrange(model.layout(), w);
        double[] x = scaled(Examples.gaussian("points", 300, d).toArray(), 1.5);
        double[] z = head(model, "z", w, x, d);
        assertArrayEquals(x, head(back, "z", wBack, z, d), 1e-10);
        double[] forth = head(model, "logDeterminant", w, x, d);
        double[] returned = head(back, "logDeterminant", wBack, z, d);
        for (int n = 0; n < forth.length; n++) {
            assertEquals(forth[n], -returned[n], 1e-9);
        }
        double moved = 0;
        for (int i = 0; i < x.length; i++) {
            moved += Math.abs(x[i] - z[i]);
        }
        assertTrue(moved > 1, "the flow is not the identity");
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(v -> factor * v).toArray();
    }

    @ParameterizedTest(name = "{0} inverse {1}")
    @MethodSource("transforms")
    void logDeterminantIsThatOfTheJacobian(CouplingTransform transform, boolean inverse) {
        int d = 4;
        Model model = flow(transform, d, inverse);
        double[] w = scaled(Examples.gaussian("w", model.parameters()).toArray(), 0.7);
        double[] x = Examples.gaussian("points", 20, d).toArray();
        double[] determinants = head(model, "logDeterminant", w, x, d);
        double step = 1e-4;
        double[][] moved = new double[4 * d][];
        for (int k = 0; k < 4 * d; k++) {
            double[] at = x.clone();
            for (int n = 0; n < 20; n++) {
                at[n * d + k / 4] += step * new double[] {-2, -1, 1, 2}[k % 4];
            }
            moved[k] = head(model, "z", w, at, d);
        }
        for (int n = 0; n < 20; n++) {
            double[][] jacobian = new double[d][d];
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    int at = n * d + i;
                    jacobian[i][j] = (moved[4 * j][at] - 8 * moved[4 * j + 1][at] + 8 * moved[4 * j + 2][at] - moved[4 * j + 3][at])
                            / (12 * step);
                }
            }
            // a spline's second derivative jumps at knots
            assertEquals(determinants[n], logDeterminant(jacobian), 2e-4, "sample " + n);
        }
    }

    /** log |det| by elimination with the largest pivot of each column. */
    private static double logDeterminant(double[][] a) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            int pivot = k;
            for (int i = k; i < a.length; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] row = a[pivot];
            a[pivot] = a[k];
            a[k] = row;
            sum += Math.log(Math.abs(row[k]));
            for (int i = k + 1; i < a.length; i++) {
                for (int j = a.length - 1; j >= k; j--) {
                    a[i][j] -= a[i][k] * row[j] / row[k];
                }
            }
        }
        return sum;
    }

    @ParameterizedTest(name = "{0} inverse {1}")
    @MethodSource("transforms")
    void gradientsAgreeWithCentralDifferences(CouplingTransform transform, boolean inverse) {
        for (int i = 0; i < SIZES.length; i++) {
            int d = SIZES[i];
            Graph g = new Graph(SampleShape.table(3, 2));
            Node x = g.rescale("wide", g.dense("inner", g.input(), d, TANH), 1.3, 0.1);
            Node parameters = g.dense("parameters", g.input(), d * transform.parameters(), TANH);
            Coupling coupling = g.coupling("block", x, parameters, transform, inverse);
            g.head("determinant", g.apply("square", Elementwise.Function.SQUARE, coupling.logDeterminant()));
            g.head(Model.OUTPUT, g.dense("output", coupling.value(), 2, TANH));
            Model model = g.model(Loss.SQUARED_ERROR.plus(Loss.value("determinant")));
            int count = SIZES[(i + 2) % 5];
            Samples samples = Examples.samples(SampleShape.table(3, 2), Examples.gaussian("x", count, 3), Examples.gaussian("t", count, 2),
                    null);
            double[] w = Examples.parameters(model);
            BlockGradientTest.assertAgreement(transform + " of size " + d, model, samples, w);
            double[] direction = DerivativesTest.gaussian("direction", w.length);
            DerivativesTest.assertClose(DerivativesTest.difference(w, direction, at -> model.objective().gradient(at, samples)),
                    model.objective().hessianProduct(w, direction, samples), 1e-6);
            assertEquals(model, Model.fromJson(model.toJson()));
        }
    }

    /** The one entry and the parameters of its coupling come from the samples. */
    private static Model alone(CouplingTransform transform) {
        int p = transform.parameters();
        Graph g = new Graph(SampleShape.table(1 + p, 1));
        Coupling coupling = g.coupling("block", g.slice("x", g.input(), 0, 1), g.slice("parameters", g.input(), 1, 1 + p), transform, false);
        g.head("y", coupling.value());
        g.head("logDeterminant", coupling.logDeterminant());
        g.dense("output", coupling.value(), 1, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    @Test
    void splinesRiseAndMeetTheBound() {
        int bins = 6;
        double bound = 2;
        Model model = alone(new Spline(bins, bound));
        RandomStream stream = RandomStream.of(3, 0, "splines");
        int p = 3 * bins - 1;
        for (int trial = 0; trial < 20; trial++) {
            double[] parameters = IntStream.range(0, p).mapToDouble(i -> 3 * stream.gaussian()).toArray();
            int count = 2001;
            double[] rows = new double[count * (1 + p)];
            for (int n = 0; n < count; n++) {
                rows[n * (1 + p)] = -2.5 + 5.0 * n / (count - 1);
                System.arraycopy(parameters, 0, rows, n * (1 + p) + 1, p);
            }
            double[] y = head(model, "y", new double[model.parameters()], rows, 1 + p);
            for (int n = 1; n < count; n++) {
                assertTrue(y[n] > y[n - 1], "trial " + trial + " at " + rows[n * (1 + p)]);
            }
            assertEquals(-2.5, y[0]);
            assertEquals(2.5, y[count - 1]);
            assertEquals(-bound, y[200], 1e-12);
            assertEquals(bound, y[1800], 1e-12);
        }
    }

    /** Zeros give equal bins with the slope 1 at every knot: the identity. */
    @Test
    void zerosAreTheIdentity() {
        for (CouplingTransform transform : List.of(new Spline(4, 3), new Scaling(2))) {
            Model model = alone(transform);
            int width = 1 + transform.parameters();
            double[] rows = new double[9 * width];
            for (int n = 0; n < 9; n++) {
                rows[n * width] = n - 4.1;
            }
            double[] y = head(model, "y", new double[model.parameters()], rows, width);
            double[] l = head(model, "logDeterminant", new double[model.parameters()], rows, width);
            for (int n = 0; n < 9; n++) {
                assertEquals(n - 4.1, y[n], 1e-14);
                assertEquals(0, l[n], 1e-14);
            }
        }
    }

    /** s = c tanh(a / c), y = x exp(s) + t. */
    @Test
    void affineCouplingIsItsFormula() {
        Model model = alone(new Scaling(1.5));
        double[] rows = {0.7, 2, -0.3, -1.2, -0.4, 0.9};
        double[] y = head(model, "y", new double[model.parameters()], rows, 3);
        double[] l = head(model, "logDeterminant", new double[model.parameters()], rows, 3);
        for (int n = 0; n < 2; n++) {
            double s = 1.5 * Math.tanh(rows[3 * n + 1] / 1.5);
            assertEquals(rows[3 * n] * Math.exp(s) + rows[3 * n + 2], y[n], 1e-14);
            assertEquals(s, l[n], 1e-14);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        Graph g = new Graph(SampleShape.table(4, 1));
        Node x = g.slice("x", g.input(), 0, 3);
        for (CouplingTransform transform : List.of(new Scaling(1), new Spline(4, 1))) {
            ShapeException e = assertThrows(ShapeException.class, () -> g.coupling("wrong", x, g.input(), transform, false));
            assertTrue(e.getMessage().contains("'wrong'") && e.getMessage().contains("[3]") && e.getMessage().contains("[4]"),
                    e.getMessage());
        }
        Node one = g.slice("one", g.input(), 0, 1);
        ShapeException e = assertThrows(ShapeException.class,
                () -> g.couplingLayer("layer", one, false, new Scaling(1), false, (graph, kept, parameters) -> kept));
        assertTrue(e.getMessage().contains("'layer'") && e.getMessage().contains("[1]"), e.getMessage());
        for (CouplingTransform transform : List.of(new Scaling(0), new Scaling(Double.NaN), new Spline(1, 1), new Spline(501, 1),
                new Spline(3, Double.POSITIVE_INFINITY))) {
            assertThrows(SettingException.class, () -> transform.block("wrong", 0, 1, false), transform.toString());
        }
    }

    @Test
    void parametersAreArrangedByName() {
        Model model = flow(new Scaling(1), 4, false);
        Model back = flow(new Scaling(1), 4, true);
        double[] w = Examples.parameters(model);
        double[] arranged = back.layout().arrange(model.layout(), w);
        for (ParameterLayout.Entry entry : model.layout().entries()) {
            int at = back.layout().entry(entry.name()).offset();
            assertArrayEquals(Arrays.copyOfRange(w, entry.offset(), entry.offset() + entry.size()),
                    Arrays.copyOfRange(arranged, at, at + entry.size()), entry.name());
        }
        assertThrows(ShapeException.class, () -> back.layout().arrange(model.layout(), new double[3]));
        assertThrows(ShapeException.class, () -> back.layout().arrange(flow(new Scaling(1), 6, false).layout(),
                new double[flow(new Scaling(1), 6, false).parameters()]));
    }
}
