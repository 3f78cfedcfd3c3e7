package org.paramscope.estimators.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Picture;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.density.PrincipalSubspace;

class FlowTest {

    private static Flow.Settings settings(int dimension, int steps, int batch, int draws) {
        return new Flow.Settings(dimension, 6, List.of(16, 16), 8, 0.1, steps, batch, 0.01, draws);
    }

    private static ParameterDistribution fit(NumericArray samples, Flow.Settings settings) {
        return new Flow().fit(PlantedMixture.distribution(samples), settings, 7, ReplicaExecutor.threads(2), Progress.none());
    }

    private static NumericArray normal(int n, int d, long seed) {
        return StandardNormal.draw(n, d, RandomStream.of(seed, 0, "normal"));
    }

    /** Entropies of the exact density by quadrature: no flow's expected log-density is above their negatives. */
    @ParameterizedTest
    @CsvSource({"0.05, 0.28923374", "0.1, 1.00758483", "0.2, 1.67747616"})
    void twoMoonsAreLearnedToATwentiethOfANat(double noise, double entropy) {
        TwoMoons moons = new TwoMoons(noise);
        FlowDensity q = (FlowDensity) fit(moons.draw(20_000, 1), settings(2, 1200, 512, 2)).density().orElseThrow();
        int n = 100_000;
        NumericArray fresh = moons.draw(n, 3);
        double[] ratios = q.logDensities(fresh);
        double[] exact = new double[n];
        ReplicaExecutor.threads(2).run(100, part -> {
            for (int i = part * n / 100; i < (part + 1) * n / 100; i++) {
                exact[i] = moons.logDensity(fresh.at(2 * i), fresh.at(2 * i + 1));
                ratios[i] -= exact[i];
            }
        }, Progress.none());
        assertEquals(-entropy, Flow.mean(exact), 4 * Flow.standardError(exact));
        double mean = Flow.mean(ratios);
        assertTrue(mean > -0.05, "log q - log p is " + mean + " nats");
        assertTrue(mean < 3 * Flow.standardError(ratios), "log q - log p is " + mean + ", a density cannot be above p on average");
    }

    @Test
    void aPlantedMixtureIsRecovered() {
        PlantedMixture mixture = new PlantedMixture(20);
        ParameterDistribution q = fit(mixture.draw(20_000, 1), settings(4, 1200, 256, 20_000));
        double[] shares = mixture.shares(q.samples());
        assertArrayEquals(PlantedMixture.WEIGHTS, shares, 0.03, Arrays.toString(shares));
        double distance = PlantedMixture.slicedDistance(q.samples().rows(0, 2000), mixture.draw(2000, 77));
        double quantile = mixture.slicedQuantile(2000);
        assertTrue(distance < quantile, "sliced distance " + distance + ", of fresh pairs " + quantile);
        Map<String, Double> said = q.diagnostics();
        assertTrue(said.get("gain over a Gaussian") > 10 * said.get("standard error of the gain"), said.toString());
        assertTrue(said.get("held-out log-likelihood")
                > said.get("held-out log-likelihood of a kernel density with a leave-one-out bandwidth"), said.toString());
    }

    /** The integral over a grid is 1 whatever the parameters. */
    @ParameterizedTest
    @CsvSource({"0", "8"})
    void theDensityIsNormalised(int bins) {
        NumericArray samples = normal(200, 2, 1);
        CouplingFlow flow = new CouplingFlow(2, 4, List.of(8), bins, 5, 3, 1);
        double[] parameters = flow.density().initial(RandomStream.of(2, 0, "start"));
        FlowDensity density = new FlowDensity(PrincipalSubspace.of(samples, 2), flow, parameters);
        int n = 600;
        double width = 24.0 / n;
        double[] grid = new double[2 * n * n];
        for (int i = 0; i < n * n; i++) {
            grid[2 * i] = -12 + width * (i / n + 0.5);
            grid[2 * i + 1] = -12 + width * (i % n + 0.5);
        }
        double sum = Arrays.stream(density.logDensities(NumericArray.owned(grid, n * n, 2))).map(Math::exp).sum() * width * width;
        assertEquals(1, sum, 2e-3);
    }

    @Test
    void theWayBackUndoesTheFlow() {
        NumericArray samples = normal(200, 7, 1);
        CouplingFlow flow = new CouplingFlow(7, 6, List.of(8), 8, 5, 3, 1);
        double[] parameters = flow.density().initial(RandomStream.of(2, 0, "start"));
        PrincipalSubspace subspace = PrincipalSubspace.of(samples, 7);
        FlowDensity density = new FlowDensity(subspace, flow, parameters);
        NumericArray others = normal(20, 7, 3);
        assertArrayEquals(subspace.coordinates(others).toArray(), density.images(density.base(others)).toArray(), 1e-9);
    }

    @Test
    void itStartsAsTheGaussian() {
        NumericArray samples = normal(60, 6, 1);
        PrincipalSubspace subspace = PrincipalSubspace.of(samples, 4);
        CouplingFlow flow = new CouplingFlow(4, 4, List.of(8), 8, 5, 3, 1);
        FlowDensity density = new FlowDensity(subspace, flow, flow.identity(flow.density(), 3));
        NumericArray others = normal(5, 6, 2);
        NumericArray u = subspace.coordinates(others);
        double[] complement = subspace.complement(others);
        double[] logs = density.logDensities(others);
        double[] gaussian = StandardNormal.logDensities(u);
        for (int i = 0; i < 5; i++) {
            assertEquals(complement[i] + gaussian[i], logs[i], 1e-9);
        }
    }

    /**
     * Of 40 normal replicas in 6 dimensions there is nothing to learn but the replicas themselves: flows stay the Gaussian, or are
     * said to have memorised.
     */
    @Test
    void memorisedReplicasAreSaid() {
        Flow.Settings eager = new Flow.Settings(6, 2, List.of(16), 8, 0.4, 60, 40, 0.001, 10);
        int memorised = 0;
        double gains = 0;
        for (int seed = 1; seed <= 6; seed++) {
            Map<String, Double> said = fit(normal(40, 6, seed), eager).diagnostics();
            double gain = said.get("gain over a Gaussian");
            boolean copied = gain < 1e-6 && said.get("training gain over a Gaussian") > 1e-6;
            assertEquals(copied ? 1.0 : 0.0, said.get("memorised"), said.toString());
            assertEquals(said.get("held-out log-likelihood") - said.get("held-out log-likelihood of a Gaussian"), gain, 1e-9);
            memorised += copied ? 1 : 0;
            gains += gain;
        }
        assertTrue(memorised > 0 && memorised < 6, memorised + " of 6 memorised");
        assertTrue(gains < 0, "of normal replicas nothing can be gained, but " + gains + " nats were");
    }

    @Test
    void moreDimensionsThanReplicasAreRefused() {
        SettingException e = assertThrows(SettingException.class, () -> fit(normal(20, 50, 1), settings(30, 10, 20, 10)));
        assertTrue(e.getMessage().contains("2 to 17"), e.getMessage());
        assertThrows(SettingException.class, () -> fit(normal(9, 5, 1), settings(0, 10, 20, 10)));
        assertThrows(SettingException.class, () -> fit(normal(90, 1, 1), settings(0, 10, 20, 10)));
        assertThrows(SettingException.class, () -> fit(normal(90, 4, 1), new Flow.Settings(0, 4, List.of(), 1, 0.1, 10, 10, 0.1, 10)));
    }

    @Test
    void threadsChangeNothing() {
        ParameterDistribution samples = PlantedMixture.distribution(new PlantedMixture(6).draw(60, 1));
        Flow.Settings settings = settings(0, 20, 32, 30);
        ParameterDistribution one = new Flow().fit(samples, settings, 7, ReplicaExecutor.threads(1), Progress.none());
        ParameterDistribution three = new Flow().fit(samples, settings, 7, ReplicaExecutor.threads(3), Progress.none());
        assertEquals(one.diagnostics(), three.diagnostics());
        assertArrayEquals(one.samples().toArray(), three.samples().toArray());
        assertArrayEquals(one.covariance().dense().toArray(), three.covariance().dense().toArray());
    }

    @Test
    void picturesShowBaseValuesAndTheirImages() {
        NumericArray samples = new PlantedMixture(5).draw(80, 1);
        FlowDensity density = (FlowDensity) fit(samples, settings(3, 10, 80, 10)).density().orElseThrow();
        List<Picture> pictures = density.pictures(3);
        Picture.Points base = (Picture.Points) pictures.get(0);
        Picture.Points images = (Picture.Points) pictures.get(1);
        assertEquals(base.points().size(0), images.points().size(0));
        double[] first = IntStream.range(0, base.points().size(0)).mapToDouble(i -> base.points().get(i, 0)).toArray();
        assertEquals(0, Flow.mean(first), 5 * Flow.standardError(first));
    }
}
