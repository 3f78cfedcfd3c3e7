package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.CovarianceForm;
import org.paramscope.engine.graph.Gaussian;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;

/** Draws from normal distributions and their divergences, against closed forms, moments and central differences. */
class GaussianTest {

    private static final int[] SIZES = {1, 2, 3, 7, 17};

    /** A distribution over d entries that a node decides about. */
    private static Gaussian distribution(Graph g, String prefix, Node x, CovarianceForm form, int d, int rank) {
        Node mean = g.dense(prefix + "mean", x, d, TANH);
        return switch (form) {
            case DIAGONAL -> Gaussian.diagonal(mean, g.dense(prefix + "spread", x, d, TANH));
            case FULL -> Gaussian.full(mean, g.dense(prefix + "spread", x, d * (d + 1) / 2, TANH));
            case LOW_RANK -> Gaussian.lowRank(mean, g.dense(prefix + "spread", x, d, TANH), g.dense(prefix + "factor", x, d * rank, TANH));
        };
    }

    private static Samples table(int count, int inputs, int targets) {
        return Examples.samples(SampleShape.table(inputs, targets), Examples.gaussian("x", count, inputs),
                Examples.gaussian("t", count, targets), null);
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAgreeWithCentralDifferences(CovarianceForm form) {
        for (int i = 0; i < SIZES.length; i++) {
            int d = SIZES[i];
            Graph g = new Graph(SampleShape.table(3, 2));
            Gaussian q = distribution(g, "", g.input(), form, d, 1 + i % 3);
            g.head("divergence", g.divergence("kl", q));
            Gaussian prior = distribution(g, "prior ", g.input(), CovarianceForm.DIAGONAL, d, 0);
            g.head("other divergence", g.divergence("other", q, prior));
            g.head(Model.OUTPUT, g.dense("output", g.sample("z", q), 2, TANH));
            Model model = g.model(Loss.SQUARED_ERROR.plus(Loss.value("divergence").times(0.3)).plus(Loss.value("other divergence")));
            BlockGradientTest.assertAgreement(form + " of size " + d, model, table(SIZES[(i + 2) % 5], 3, 2), Examples.parameters(model));
            assertEquals(model, Model.fromJson(model.toJson()));
        }
    }

    /** More samples than a chunk has: the numbers belong to samples, so that the loss is the mean over parts. */
    @Test
    void evidenceBoundOfALinearAutoencoder() {
        Graph g = new Graph(SampleShape.table(4, 4));
        Gaussian q = Gaussian.diagonal(g.dense("mean", g.input(), 2, IDENTITY), g.dense("spread", g.input(), 2, IDENTITY));
        g.head("divergence", g.divergence("kl", q));
        Node z = g.head("latent", g.sample("z", q));
        g.head(Model.OUTPUT, g.dense("decoder", z, 4, IDENTITY));
        g.head("noise", g.dense("noise", z, 4, IDENTITY));
        Model model = g.model(Loss.gaussian(Model.OUTPUT, "noise", Samples.TARGET).plus(Loss.value("divergence")));
        double[] w = Examples.parameters(model);
        for (int i = 0; i < w.length; i++) {
            w[i] *= 0.5;
        }
        Samples samples = table(600, 4, 4);
        BlockGradientTest.assertAgreement("evidence bound", model, samples, w);
        double[] all = model.sample("latent", w, samples, 5).toArray();
        Samples few = Examples.samples(samples.shape(), head(samples.inputs().get(Samples.WINDOW), 70),
                head(samples.targets().get(Samples.TARGET), 70), null);
        assertArrayEquals(Arrays.copyOf(all, 140), model.sample("latent", w, few, 5).toArray());
    }

    private static NumericArray head(NumericArray array, int count) {
        return NumericArray.owned(Arrays.copyOf(array.toArray(), count * array.size(1)), count, array.size(1));
    }

    /** Mean and covariance of one distribution, the same for all samples, as its nodes give them. */
    private record Moments(double[] mean, double[][] covariance) { }

    private static Moments moments(CovarianceForm form, double[] m, double[] s, double[] u) {
        int d = m.length;
        double[][] factor = new double[d][d + (form == CovarianceForm.LOW_RANK ? u.length / d : 0)];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < factor[i].length; j++) {
                factor[i][j] = switch (form) {
                    case DIAGONAL -> i == j ? Math.exp(s[i] / 2) : 0;
                    case FULL -> i == j ? Math.exp(s[i * (i + 1) / 2 + i]) : j < i ? s[i * (i + 1) / 2 + j] : 0;
                    case LOW_RANK -> j >= d ? u[i * (u.length / d) + j - d] : i == j ? Math.exp(s[i] / 2) : 0;
                };
            }
        }
        double[][] covariance = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                for (int k = 0; k < factor[i].length; k++) {
                    covariance[i][j] += factor[i][k] * factor[j][k];
                }
            }
        }
        return new Moments(m, covariance);
    }

    /** By elimination without pivots, which a positive definite matrix allows. */
    private static double logDeterminant(double[][] matrix) {
        double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += Math.log(a[k][k]);
            for (int i = k + 1; i < a.length; i++) {
                for (int j = a.length - 1; j >= k; j--) {
                    a[i][j] -= a[i][k] * a[k][j] / a[k][k];
                }
            }
        }
        return sum;
    }

    private static double divergence(Moments q, double[] priorMean, double[] priorLogVariance) {
        double twice = -logDeterminant(q.covariance());
        for (int i = 0; i < q.mean().length; i++) {
            double error = q.mean()[i] - priorMean[i];
            twice += (q.covariance()[i][i] + error * error) / Math.exp(priorLogVariance[i]) - 1 + priorLogVariance[i];
        }
        return twice / 2;
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithClosedForms(CovarianceForm form) {
        int d = 5;
        int count = 20_000;
        Graph g = new Graph(SampleShape.table(1, 1));
        Gaussian q = distribution(g, "", g.input(), form, d, 2);
        g.head("mean", q.mean());
        g.head("spread", q.spread().getFirst());
        g.head("factor", q.spread().getLast());
        Gaussian prior = distribution(g, "prior ", g.input(), CovarianceForm.DIAGONAL, d, 0);
        g.head("prior mean", prior.mean());
        g.head("prior spread", prior.spread().getFirst());
        g.head("standard", g.divergence("standard", q));
        g.head("other", g.divergence("other", q, prior));
        g.head("z", g.sample("z", q));
        g.dense("output", q.mean(), 1, IDENTITY);
        Model model = g.model(Loss.SQUARED_ERROR);
        double[] w = Examples.parameters(model);
        NumericArray ones = NumericArray.owned(Arrays.stream(new double[count]).map(v -> 1).toArray(), count, 1);
        Samples samples = Examples.samples(SampleShape.table(1, 1), ones, NumericArray.zeros(count, 1), null);
        Moments moments = moments(form, first(model, "mean", w, samples), first(model, "spread", w, samples),
                first(model, "factor", w, samples));
        double[] priorMean = first(model, "prior mean", w, samples);
        double[] priorSpread = first(model, "prior spread", w, samples);
        assertEquals(divergence(moments, new double[d], new double[d]), first(model, "standard", w, samples)[0], 1e-12);
        assertEquals(divergence(moments, priorMean, priorSpread), first(model, "other", w, samples)[0], 1e-12);
        assertArrayEquals(moments.mean(), first(model, "z", w, samples));
        assertMoments(moments, model.sample("z", w, samples, 3).toArray(), count);
    }

    private static double[] first(Model model, String head, double[] w, Samples samples) {
        NumericArray values = model.head(head, w, samples);
        return Arrays.copyOf(values.toArray(), values.size(1));
    }

    /** Within five standard errors of means and covariances. */
    private static void assertMoments(Moments moments, double[] z, int count) {
        int d = moments.mean().length;
        for (int i = 0; i < d; i++) {
            double mean = 0;
            for (int n = 0; n < count; n++) {
                mean += z[n * d + i] / count;
            }
            assertEquals(moments.mean()[i], mean, 5 * Math.sqrt(moments.covariance()[i][i] / count));
            for (int j = 0; j <= i; j++) {
                double product = 0;
                for (int n = 0; n < count; n++) {
                    product += (z[n * d + i] - moments.mean()[i]) * (z[n * d + j] - moments.mean()[j]) / count;
                }
                double[][] c = moments.covariance();
                assertEquals(c[i][j], product, 5 * Math.sqrt((c[i][i] * c[j][j] + c[i][j] * c[i][j]) / count));
            }
        }
    }

    /** The mean of log q - log p over draws, the densities computed within the graph's own draws alone. */
    @Test
    void divergenceIsTheMeanOfTheLogarithmicRatio() {
        int count = 50_000;
        double[] m = {0.3, -1.1};
        double[] s = {-0.4, 0.7};
        Graph g = new Graph(SampleShape.table(4, 1));
        Gaussian q = Gaussian.diagonal(g.slice("mean", g.input(), 0, 2), g.slice("spread", g.input(), 2, 4));
        g.head("kl", g.divergence("kl", q));
        g.dense("output", g.head("z", g.sample("z", q)), 1, IDENTITY);
        Model model = g.model(Loss.SQUARED_ERROR);
        double[] rows = new double[4 * count];
        for (int n = 0; n < count; n++) {
            System.arraycopy(m, 0, rows, 4 * n, 2);
            System.arraycopy(s, 0, rows, 4 * n + 2, 2);
        }
        Samples samples = Examples.samples(SampleShape.table(4, 1), NumericArray.owned(rows, count, 4), NumericArray.zeros(count, 1), null);
        double[] z = model.sample("z", new double[model.parameters()], samples, 11).toArray();
        double mean = 0;
        double square = 0;
        for (int n = 0; n < count; n++) {
            double ratio = 0;
            for (int i = 0; i < 2; i++) {
                double error = z[2 * n + i] - m[i];
                ratio += (z[2 * n + i] * z[2 * n + i] - error * error * Math.exp(-s[i]) - s[i]) / 2;
            }
            mean += ratio / count;
            square += ratio * ratio / count;
        }
        assertEquals(mean, model.head("kl", new double[model.parameters()], samples).at(0),
                5 * Math.sqrt((square - mean * mean) / count));
    }

    @Test
    void divergenceOfADistributionFromItselfIsZero() {
        Graph g = new Graph(SampleShape.table(3, 1));
        Gaussian q = distribution(g, "", g.input(), CovarianceForm.DIAGONAL, 4, 0);
        g.head("kl", g.divergence("kl", q, q));
        g.dense("output", q.mean(), 1, IDENTITY);
        Model model = g.model(Loss.SQUARED_ERROR);
        double[] kl = model.head("kl", Examples.parameters(model), table(30, 3, 1)).toArray();
        assertTrue(Arrays.stream(kl).allMatch(v -> Math.abs(v) < 1e-14), Arrays.toString(kl));
    }

    @Test
    void refusesWhatDoesNotFit() {
        Graph g = new Graph(SampleShape.table(6, 1));
        Node mean = g.dense("mean", g.input(), 3, TANH);
        Node four = g.dense("four", g.input(), 4, TANH);
        for (Gaussian wrong : List.of(Gaussian.diagonal(mean, four), Gaussian.full(mean, four), Gaussian.lowRank(mean, mean, four))) {
            ShapeException e = assertThrows(ShapeException.class, () -> g.sample("wrong", wrong));
            assertTrue(e.getMessage().contains("'wrong'") && e.getMessage().contains("[3]") && e.getMessage().contains("[4]"),
                    e.getMessage());
        }
        Gaussian q = Gaussian.diagonal(mean, mean);
        assertTrue(assertThrows(ShapeException.class, () -> g.divergence("kl", q, Gaussian.diagonal(four, four))).getMessage()
                .contains("'kl': the mean is [3]"));
        assertTrue(assertThrows(ShapeException.class, () -> g.divergence("kl", q, Gaussian.full(mean, g.input()))).getMessage()
                .contains("diagonal, not FULL"));
    }
}
