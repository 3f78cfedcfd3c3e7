package org.paramscope.estimators.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.Resampling;
import org.paramscope.engine.Start;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.alignment.Alignment;

class DiffusionTest {

    private static Diffusion.Settings settings(int hidden, int steps, int visited, int draws, Control control) {
        return new Diffusion.Settings(0, hidden, 1, 100, 0.2, steps, 256, 0.005, visited, 1, draws, control);
    }

    private static ParameterDistribution fit(NumericArray samples, Diffusion.Settings settings) {
        return new Diffusion().fit(PlantedMixture.distribution(samples), settings, 7, ReplicaExecutor.threads(2), Progress.none());
    }

    private static NumericArray normal(int n, int d, long seed) {
        RandomStream random = RandomStream.of(seed, 0, "normal");
        return NumericArray.owned(IntStream.range(0, n * d).mapToDouble(i -> random.gaussian()).toArray(), n, d);
    }

    @Test
    void aPlantedMixtureIsRecovered() {
        PlantedMixture mixture = new PlantedMixture(20);
        ParameterDistribution q = fit(mixture.draw(20_000, 1), new Diffusion.Settings(0, 64, 1, 200, 0.05, 2000, 256, 0.005, 50, 0, 20_000,
                Control.NONE));
        double[] shares = mixture.shares(q.samples());
        assertArrayEquals(PlantedMixture.WEIGHTS, shares, 0.03, Arrays.toString(shares));
        double distance = PlantedMixture.slicedDistance(q.samples().rows(0, 2000), mixture.draw(2000, 77));
        double quantile = mixture.slicedQuantile(2000);
        assertTrue(distance < quantile, "sliced distance " + distance + ", of fresh pairs " + quantile);
        Map<String, Double> said = q.diagnostics();
        assertTrue(said.get("bound of the held-out log-likelihood") > said.get("held-out log-likelihood of a Gaussian") + 1, said.toString());
        assertEquals(1, said.get("ratio of the distances"), 0.1, said.toString());
        assertEquals(0.0, said.get("memorised"));
    }

    /** With v = 0 the step back and its mean are linear, and every level of a normal chain stays normal with the variance 1. */
    @ParameterizedTest
    @CsvSource({"50, 1", "50, 0", "10, 0"})
    void withoutAFitDrawsAreStandardNormal(int visited, double eta) {
        Denoiser denoiser = new Denoiser(new NoiseSchedule(50), 3, 4, 1);
        double[] parameters = new double[denoiser.velocity().parameters()];
        NumericArray drawn = new Sampler(denoiser, parameters, visited, eta).draw(4000, 5, ReplicaExecutor.threads(2), Progress.none());
        double[] expected = new double[3];
        double variance = chainVariance(denoiser.schedule(), visited, eta);
        for (int i = 0; i < drawn.length(); i++) {
            expected[i % 3] += drawn.at(i) * drawn.at(i) / 4000;
        }
        for (double squares : expected) {
            assertEquals(variance, squares, 5 * variance * Math.sqrt(2.0 / 4000));
        }
    }

    /** The variance after the last step, from the recursion of the linear chain itself. */
    private static double chainVariance(NoiseSchedule schedule, int visited, double eta) {
        double variance = 1;
        for (int s = visited; s >= 1; s--) {
            double a = schedule.kept((int) Math.round((double) s * schedule.levels() / visited));
            double b = schedule.kept((int) Math.round((s - 1.0) * schedule.levels() / visited));
            double fresh = eta * eta * (1 - b) / (1 - a) * (1 - a / b);
            double factor = Math.sqrt(a * b) + Math.sqrt((1 - b - fresh) * (1 - a));
            variance = factor * factor * variance + fresh;
        }
        return variance;
    }

    /** The chain with v = 0 and the variance beta is the true way back of normal vectors, so its bound is their log-density; others are below. */
    @ParameterizedTest
    @CsvSource({"8", "200"})
    void theBoundOfNormalVectorsIsTheirLogDensity(int levels) {
        int d = 4;
        NumericArray rows = normal(10_000, d, 3);
        Denoiser denoiser = new Denoiser(new NoiseSchedule(levels), d, 4, 1);
        int p = denoiser.velocity().parameters();
        double[] exact = gaps(denoiser, new double[p], rows);
        assertEquals(0, mean(exact), 3 * standardError(exact));
        double[] wrong = gaps(denoiser, denoiser.velocity().initial(RandomStream.of(1, 0, "start")), rows);
        assertTrue(mean(wrong) > 10 * standardError(wrong), "bound " + mean(wrong) + " nats below the log-density");
    }

    private static double[] gaps(Denoiser denoiser, double[] parameters, NumericArray rows) {
        int d = rows.size(1);
        double[] bounds = LikelihoodBound.of(denoiser, parameters, rows, 1, Progress.none());
        double[] gaps = new double[bounds.length];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = -d * Math.log(2 * Math.PI) / 2 - bounds[i];
            for (int j = 0; j < d; j++) {
                gaps[i] -= rows.at(i * d + j) * rows.at(i * d + j) / 2;
            }
        }
        return gaps;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double standardError(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1.0) / values.length);
    }

    @Test
    void theScheduleIsThatOfItsFormula() {
        NoiseSchedule schedule = new NoiseSchedule(100);
        double first = Math.pow(Math.cos(0.008 / 1.008 * Math.PI / 2), 2);
        assertEquals(Math.pow(Math.cos((0.5 + 0.008) / 1.008 * Math.PI / 2), 2) / first, schedule.kept(50), 1e-12);
        assertEquals(1, schedule.kept(0));
        assertEquals(1 - schedule.kept(30) / schedule.kept(29), schedule.added(30), 1e-15);
        assertEquals(0, schedule.posteriorVariance(1), 1e-15);
        assertEquals(1, Math.pow(schedule.signal(7), 2) + Math.pow(schedule.noise(7), 2), 1e-15);
    }

    /** Ten replicas learned for long by a wide network: the draws are copies. */
    @Test
    void copiesAreSaid() {
        NumericArray samples = normal(15, 8, 4);
        Diffusion.Settings eager = new Diffusion.Settings(4, 96, 2, 50, 0.3, 1000, 128, 0.005, 0, 1, 200, Control.NONE);
        Map<String, Double> said = fit(samples, eager).diagnostics();
        assertEquals(1.0, said.get("memorised"), said.toString());
        assertTrue(said.get("bound of the held-out log-likelihood") < said.get("held-out log-likelihood of a Gaussian"), said.toString());
    }

    /** Deep ensembles of a small network: drawn networks work, and those of shuffled units do not. */
    @Test
    void shuffledUnitsLoseWhatTheAlignmentBrings() {
        RandomStream random = RandomStream.of(6, 0, "table");
        double[] x = IntStream.range(0, 60).mapToDouble(i -> 2 * random.uniform() - 1).toArray();
        double[] y = Arrays.stream(x).map(v -> Math.sin(4 * v)).toArray();
        Samples table = Samples.table(NumericArray.of(x, 60, 1), NumericArray.of(y, 60, 1));
        Graph graph = new Graph(table.shape());
        graph.dense("output", graph.dense("hidden", graph.input(), 5, Activation.TANH), 1, Activation.IDENTITY);
        Problem problem = new Problem(graph.model(Loss.SQUARED_ERROR), table, null, Budget.steps(300), 1, ReplicaExecutor.threads(2));
        ParameterDistribution replicas = Alignment.of(problem.train(Resampling.none(table, 60), Start.independent(), Progress.none()))
                .distribution();
        Diffusion.Settings aligned = settings(32, 300, 0, 200, Control.NONE);
        Diffusion.Settings shuffled = settings(32, 300, 0, 200, Control.SHUFFLED_UNITS);
        Map<String, Double> one = new Diffusion().fit(replicas, aligned, 3, ReplicaExecutor.threads(2), Progress.none()).diagnostics();
        Map<String, Double> other = new Diffusion().fit(replicas, shuffled, 3, ReplicaExecutor.threads(2), Progress.none()).diagnostics();
        assertEquals(one.get("median loss of replicas"), other.get("median loss of replicas"));
        assertTrue(one.get("median loss of drawn networks") < 0.7 * other.get("median loss of drawn networks"), one + "\n" + other);
    }

    @Test
    void threadsChangeNothing() {
        NumericArray samples = new PlantedMixture(6).draw(60, 1);
        Diffusion.Settings settings = settings(8, 20, 10, 1200, Control.NONE);
        ParameterDistribution one = new Diffusion().fit(PlantedMixture.distribution(samples), settings, 7, ReplicaExecutor.threads(1),
                Progress.none());
        ParameterDistribution three = new Diffusion().fit(PlantedMixture.distribution(samples), settings, 7, ReplicaExecutor.threads(3),
                Progress.none());
        assertEquals(one.diagnostics(), three.diagnostics());
        assertArrayEquals(one.samples().toArray(), three.samples().toArray());
    }

    @Test
    void whatCannotWorkIsRefused() {
        assertThrows(SettingException.class, () -> fit(normal(9, 3, 1), settings(8, 5, 0, 10, Control.NONE)));
        SettingException visited = assertThrows(SettingException.class, () -> fit(normal(20, 3, 1), settings(8, 5, 101, 10, Control.NONE)));
        assertTrue(visited.getMessage().contains("100"), visited.getMessage());
        assertThrows(SettingException.class, () -> fit(normal(20, 3, 1), settings(8, 5, 0, 10, Control.SHUFFLED_UNITS)));
        SettingException dimension = assertThrows(SettingException.class, () -> fit(normal(20, 30, 1),
                new Diffusion.Settings(25, 8, 1, 20, 0.2, 5, 32, 0.01, 0, 1, 10, Control.NONE)));
        assertTrue(dimension.getMessage().contains("1 to 15"), dimension.getMessage());
        assertFalse(fit(normal(20, 3, 1), settings(8, 5, 0, 10, Control.NONE)).density().isPresent());
    }
}
