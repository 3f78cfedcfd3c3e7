package org.paramscope.estimators.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.ParameterDensity;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.graph.Elementwise;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

class VariationalFlowTest {

    private static final double NOISE = 0.5;
    private static final double PRIOR = 1.5;

    private static VariationalFlow.Settings settings(int steps) {
        return new VariationalFlow.Settings(PRIOR, NOISE, 4, List.of(16), 8, steps, 16, 0.01, 500);
    }

    private static NumericArray normal(int n, int d, String purpose) {
        RandomStream random = RandomStream.of(3, 0, purpose);
        return NumericArray.owned(IntStream.range(0, n * d).mapToDouble(i -> random.gaussian()).toArray(), n, d);
    }

    /** y = x'w with three parameters. */
    private static Problem linear() {
        NumericArray x = normal(12, 3, "inputs");
        Samples samples = Samples.table(x, normal(12, 1, "targets"));
        Graph graph = new Graph(samples.shape());
        graph.linear("output", graph.input(), 1);
        return new Problem(graph.model(Loss.SQUARED_ERROR), samples, null, Budget.steps(400), 1, ReplicaExecutor.threads(2));
    }

    /** y = w2 exp(w1 x): a bent posterior of two parameters, without symmetry. */
    private static Problem bent(ReplicaExecutor executor) {
        NumericArray x = NumericArray.of(new double[] {-1, -0.5, 0.5, 1, 1.5}, 5, 1);
        NumericArray y = NumericArray.of(new double[] {0.6, 0.2, 1.2, 0.9, 2.4}, 5, 1);
        Samples samples = Samples.table(x, y);
        Graph graph = new Graph(samples.shape());
        Node exponential = graph.apply("exponential", Elementwise.Function.EXP, graph.linear("rate", graph.input(), 1));
        graph.linear("amplitude", exponential, 1);
        return new Problem(graph.model(Loss.SQUARED_ERROR), samples, null, Budget.steps(400), 1, executor);
    }

    /** The evidence N(y; 0, sigma^2 I + s^2 X X') and the posterior's mean and covariance in closed form. */
    @Test
    void theBoundOfALinearModelIsItsEvidence() {
        Problem problem = linear();
        NumericArray x = problem.samples().input();
        NumericArray y = problem.samples().target();
        double[] marginal = Lapack.multiplyByTransposed(x, x).toArray();
        double[] precision = Lapack.multiplyTransposed(x, x).toArray();
        for (int i = 0; i < marginal.length; i++) {
            marginal[i] = PRIOR * PRIOR * marginal[i] + (i % 13 == 0 ? NOISE * NOISE : 0);
        }
        for (int i = 0; i < precision.length; i++) {
            precision[i] = precision[i] / (NOISE * NOISE) + (i % 4 == 0 ? 1 / (PRIOR * PRIOR) : 0);
        }
        NumericArray covariance = NumericArray.owned(marginal, 12, 12);
        double evidence = ParameterDensity.gaussian(NumericArray.zeros(12), new Covariance.Dense(covariance)).logDensity(y.toArray());
        NumericArray posterior = Lapack.inverse(NumericArray.owned(precision, 3, 3));
        double[] mean = Lapack.multiply(posterior, Lapack.multiplyTransposed(x, y)).toArray();
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= NOISE * NOISE;
        }
        ParameterDistribution q = new VariationalFlow().estimate(problem, settings(50), Progress.none());
        Map<String, Double> said = q.diagnostics();
        assertEquals(evidence, said.get("evidence lower bound of the normal start"), 1e-6);
        assertEquals(evidence, said.get("evidence lower bound"), 1e-6);
        assertEquals(evidence, said.get("log evidence by importance sampling"), 1e-6);
        assertEquals(1, said.get("effective share of the importance weights"), 1e-6);
        for (int i = 0; i < 3; i++) {
            // of 4000 draws, five standard errors
            assertEquals(mean[i], q.mean().at(i), 5 * Math.sqrt(posterior.get(i, i) / 4000));
            assertEquals(posterior.get(i, i), q.covariance().variance(i), 5 * posterior.get(i, i) * Math.sqrt(2.0 / 4000));
        }
        double[] w = q.samples().slice(0).toArray();
        ParameterDensity exact = ParameterDensity.gaussian(NumericArray.of(mean), new Covariance.Dense(posterior));
        assertEquals(exact.logDensity(w), q.density().orElseThrow().logDensity(w), 1e-5);
    }

    /** Evidence and moments of the posterior by a sum over a grid. */
    @Test
    void aFlowComesCloserToABentPosteriorThanANormalDistribution() {
        Problem problem = bent(ReplicaExecutor.threads(2));
        double step = 0.02;
        double sum = 0;
        double[] moments = new double[4];
        for (double a = -6; a < 6; a += step) {
            for (double b = -6; b < 6; b += step) {
                double squares = 0;
                for (int i = 0; i < 5; i++) {
                    double residual = problem.samples().target().at(i) - b * Math.exp(a * problem.samples().input().at(i));
                    squares += residual * residual;
                }
                double p = step * step * Math.exp(-squares / (2 * NOISE * NOISE) - 2.5 * Math.log(2 * Math.PI * NOISE * NOISE)
                        - (a * a + b * b) / (2 * PRIOR * PRIOR)) / (2 * Math.PI * PRIOR * PRIOR);
                sum += p;
                moments[0] += p * a;
                moments[1] += p * b;
                moments[2] += p * a * a;
                moments[3] += p * b * b;
            }
        }
        double evidence = Math.log(sum);
        ParameterDistribution q = new VariationalFlow().estimate(problem, settings(800), Progress.none());
        Map<String, Double> said = q.diagnostics();
        double bound = said.get("evidence lower bound");
        double gap = evidence - bound;
        double gapOfStart = evidence - said.get("evidence lower bound of the normal start");
        String both = "nats below the evidence: flow " + gap + ", normal " + gapOfStart + "; " + said;
        assertTrue(gap > -3 * said.get("standard error of the bound"), both);
        assertTrue(gap < 0.05 && gap < gapOfStart / 5, both);
        assertEquals(evidence, said.get("log evidence by importance sampling"), 0.05, both);
        for (int i = 0; i < 2; i++) {
            double mean = moments[i] / sum;
            double variance = moments[2 + i] / sum - mean * mean;
            assertEquals(mean, q.mean().at(i), 0.15 * Math.sqrt(variance), both);
            // the divergence KL(q || p) forgives a q that lacks a thin tail, and so some of the variance
            assertEquals(variance, q.covariance().variance(i), 0.35 * variance, both);
        }
    }

    @Test
    void theDensityOfADrawIsThatOfTheWayBack() {
        CouplingFlow flow = new CouplingFlow(5, 4, List.of(8), 6, 5, 3, 2);
        double[] parameters = flow.forward().initial(RandomStream.of(4, 0, "start"));
        NumericArray factor = Lapack.cholesky(Covariance.ofSamples(normal(30, 5, "scale")).dense());
        PosteriorFlow q = new PosteriorFlow(normal(1, 5, "centre").reshape(5), factor, flow, parameters);
        PosteriorFlow.Draws draws = q.of(normal(6, 5, "base"));
        double[] back = new double[6];
        for (int i = 0; i < 6; i++) {
            back[i] = q.logDensity(draws.parameters().slice(i).toArray());
        }
        assertArrayEquals(draws.logs(), back, 1e-9);
    }

    @Test
    void threadsChangeNothing() {
        ParameterDistribution one = new VariationalFlow().estimate(bent(ReplicaExecutor.threads(1)), settings(5), Progress.none());
        ParameterDistribution three = new VariationalFlow().estimate(bent(ReplicaExecutor.threads(3)), settings(5), Progress.none());
        assertEquals(one.diagnostics(), three.diagnostics());
        assertArrayEquals(one.samples().toArray(), three.samples().toArray());
    }

    @Test
    void oneParameterIsRefused() {
        Samples samples = Samples.table(normal(5, 1, "x"), normal(5, 1, "y"));
        Graph graph = new Graph(samples.shape());
        graph.linear("output", graph.input(), 1);
        Problem problem = new Problem(graph.model(Loss.SQUARED_ERROR), samples, null, Budget.steps(5), 1, ReplicaExecutor.threads(1));
        SettingException e = assertThrows(SettingException.class,
                () -> new VariationalFlow().estimate(problem, new VariationalFlow.Settings(), Progress.none()));
        assertTrue(e.getMessage().contains("1 parameters") && e.getMessage().contains("1000"), e.getMessage());
    }
}
