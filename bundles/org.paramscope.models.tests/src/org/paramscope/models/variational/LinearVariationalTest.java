package org.paramscope.models.variational;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paramscope.data.DataException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.checks.CheckResult;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.models.density.GaussianDensity;
import org.paramscope.models.density.Windows;

/** Without hidden layers the model is probabilistic PCA, of which everything is known in closed form. */
class LinearVariationalTest {

    private static final int SIZE = 6;
    private static final int CODE = 2;
    private static final double NOISE = 0.5;
    private static final SampleShape SHAPE = SampleShape.window(SIZE, 1);
    private static final VariationalAutoencoder.Settings SETTINGS =
            new VariationalAutoencoder.Settings(List.of(), CODE, TANH, NoiseVariance.SHARED, 0.1, 1);
    /** W of the data, [6, 2]. */
    private static final double[][] LOADINGS = {{1.5, 0}, {1.2, 0.4}, {0.3, -1}, {-0.8, 0.7}, {0.1, 0.9}, {-1, -0.2}};

    private static Samples simulated(int count, long seed) {
        double[][] signal = Windows.mapped(Windows.gaussian(count, CODE, seed), LOADINGS);
        double[][] noise = Windows.gaussian(count, SIZE, seed + 1);
        IntStream.range(0, count).forEach(n -> Arrays.setAll(signal[n], j -> 0.3 * j + signal[n][j] + NOISE * noise[n][j]));
        return Windows.samples(SHAPE, signal);
    }

    private static double[] block(Model model, double[] w, String name) {
        ParameterLayout.Entry entry = model.layout().entry(name);
        return Arrays.copyOfRange(w, entry.offset(), entry.offset() + entry.size());
    }

    private static double[] means(Samples samples) {
        double[] mean = new double[SIZE];
        for (int i = 0; i < samples.input().length(); i++) {
            mean[i % SIZE] += samples.input().at(i) / samples.count();
        }
        return mean;
    }

    /** Mean log-likelihood at the maximum (Tipping, Bishop 1999, equations 4, 7 and 8): the spectrum of the sample covariance. */
    private static double largestLogLikelihood(Samples samples) {
        double[] mean = means(samples);
        double[] rows = samples.input().toArray();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (rows[i] - mean[i % SIZE]) / Math.sqrt(samples.count());
        }
        NumericArray centred = NumericArray.owned(rows, samples.count(), SIZE);
        double[] values = Lapack.symmetricEigen(Lapack.multiplyTransposed(centred, centred)).values().toArray();
        double variance = Arrays.stream(values, CODE, SIZE).average().orElseThrow();
        double logDeterminant = Arrays.stream(values, 0, CODE).map(Math::log).sum() + (SIZE - CODE) * Math.log(variance);
        return -(SIZE * Math.log(2 * Math.PI) + logDeterminant + SIZE) / 2;
    }

    /** The mean evidence lower bound with its expectations in closed form, from the parameters alone. */
    private static double bound(Model model, double[] w, Samples samples) {
        double[] a = block(model, w, "mean.weight");
        double[] shift = block(model, w, "mean.bias");
        double[] s = block(model, w, "logVariance.weight");
        double[] loadings = block(model, w, "output.weight");
        double[] offset = block(model, w, "output.bias");
        double logNoise = block(model, w, "noise.variances.weight")[0] - 2;
        double total = 0;
        for (int n = 0; n < samples.count(); n++) {
            double[] m = shift.clone();
            double divergence = 0;
            for (int k = 0; k < CODE; k++) {
                for (int j = 0; j < SIZE; j++) {
                    m[k] += a[k * SIZE + j] * samples.input().at(n * SIZE + j);
                }
                divergence += (m[k] * m[k] + Math.exp(s[k]) - 1 - s[k]) / 2;
            }
            double square = 0;
            for (int j = 0; j < SIZE; j++) {
                double error = samples.input().at(n * SIZE + j) - offset[j];
                for (int k = 0; k < CODE; k++) {
                    error -= loadings[j * CODE + k] * m[k];
                    square += Math.exp(s[k]) * loadings[j * CODE + k] * loadings[j * CODE + k];
                }
                square += error * error;
            }
            total -= divergence + (SIZE * (Math.log(2 * Math.PI) + logNoise) + square * Math.exp(-logNoise)) / 2;
        }
        return total / samples.count();
    }

    /** Exact log-density of windows under the decoder: N(b, W W' + v I). */
    private static double[] exact(Model model, double[] w, Samples samples) {
        NumericArray loadings = NumericArray.of(block(model, w, "output.weight"), SIZE, CODE);
        double[] covariance = Lapack.multiplyByTransposed(loadings, loadings).toArray();
        double variance = Math.exp(block(model, w, "noise.variances.weight")[0] - 2);
        for (int j = 0; j < SIZE; j++) {
            covariance[j * SIZE + j] += variance;
        }
        double[] offset = block(model, w, "output.bias");
        NumericArray c = NumericArray.owned(covariance, SIZE, SIZE);
        double[] lower = Lapack.cholesky(c).toArray();
        double half = IntStream.range(0, SIZE).mapToDouble(j -> Math.log(lower[j * SIZE + j])).sum();
        double[] densities = new double[samples.count()];
        for (int n = 0; n < densities.length; n++) {
            int row = n * SIZE;
            double[] error = IntStream.range(0, SIZE).mapToDouble(j -> samples.input().at(row + j) - offset[j]).toArray();
            double[] solved = Lapack.solvePositive(c, NumericArray.of(error)).toArray();
            double square = IntStream.range(0, SIZE).mapToDouble(j -> error[j] * solved[j]).sum();
            densities[n] = -SIZE * Math.log(2 * Math.PI) / 2 - half - square / 2;
        }
        return densities;
    }

    private static double[] fit(Model model, Samples samples) {
        Budget budget = new Budget(6000, 0.03, Precision.FLOAT64, 0, 1).withSchedule(new Schedule.Cosine(0));
        return Problem.of(model, samples, null, budget, 3).fit(Progress.none());
    }

    @Test
    void reachesTheLikelihoodOfProbabilisticPca() {
        Samples samples = simulated(400, 1);
        Model model = new VariationalAutoencoder().build(SETTINGS, SHAPE);
        double[] w = fit(model, samples);
        double largest = largestLogLikelihood(samples);
        double bound = bound(model, w, samples);
        assertTrue(bound <= largest + 1e-9, "the bound " + bound + " is above the largest likelihood " + largest);
        assertEquals(largest, bound, 1e-3);
        // recovery: what the data were drawn with, within sampling error
        assertEquals(NOISE * NOISE, Math.exp(block(model, w, "noise.variances.weight")[0] - 2), 0.02);
        double[] loadings = block(model, w, "output.weight");
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                double truth = LOADINGS[i][0] * LOADINGS[j][0] + LOADINGS[i][1] * LOADINGS[j][1];
                double found = loadings[i * 2] * loadings[j * 2] + loadings[i * 2 + 1] * loadings[j * 2 + 1];
                assertEquals(truth, found, 0.3, i + ", " + j);
            }
        }
        List<Fact> facts = new VariationalAutoencoder().facts(SETTINGS, new FittedModel(model, w, samples, simulated(400, 7), 5));
        assertEquals(2, facts.getLast().value());
    }

    /** At any parameters the bound by draws is that in closed form, and the weighted bound lies between it and the density. */
    @Test
    void boundsAgreeWithClosedForms() {
        Samples samples = simulated(200, 4);
        Model model = new VariationalAutoencoder().build(SETTINGS, SHAPE);
        double[] w = Windows.parameters(model, 0.3);
        int offset = model.layout().entry("output.bias").offset();
        IntStream.range(0, SIZE).forEach(j -> w[offset + j] = 0.3 * j);
        w[model.layout().entry("noise.variances.weight").offset()] = 2;
        EvidenceBound bound = EvidenceBound.of(model, w, samples, EvidenceBound.DRAWS, 9);
        assertEquals(bound(model, w, samples), Windows.mean(bound.bound()), 0.02);
        double exact = Arrays.stream(exact(model, w, samples)).average().orElseThrow();
        double weighted = Windows.mean(bound.weighted());
        assertTrue(weighted > Windows.mean(bound.bound()) + 0.3 && weighted < exact + 0.01,
                Windows.mean(bound.bound()) + " < " + weighted + " < " + exact);
        double looser = Windows.mean(EvidenceBound.of(model, w, samples, 10, 9).weighted());
        assertTrue(looser < weighted, looser + " of 10 draws, " + weighted + " of 500");
        assertEquals(weighted, Windows.mean(model.density().orElseThrow().logDensity(model, w, samples, 9)), 1e-12);
        assertEquals(-model.objective().loss(w, samples), Windows.mean(bound.bound()), 0.5);
    }

    /** Where the posterior is the true one, every draw weighs the same and both bounds are the density. */
    @Test
    void boundsAreTightAtTheTruePosterior() {
        Samples samples = simulated(50, 4);
        Model model = new VariationalAutoencoder().build(SETTINGS, SHAPE);
        double[] w = new double[model.parameters()];
        double variance = 0.3;
        double scale = 2;
        // one loading only, so that the posterior is m = scale x_0 / (scale^2 + v), variance v / (scale^2 + v)
        w[model.layout().entry("output.weight").offset()] = scale;
        w[model.layout().entry("noise.variances.weight").offset()] = Math.log(variance) + 2;
        w[model.layout().entry("mean.weight").offset()] = scale / (scale * scale + variance);
        w[model.layout().entry("logVariance.weight").offset()] = Math.log(variance / (scale * scale + variance));
        EvidenceBound bound = EvidenceBound.of(model, w, samples, 20, 9);
        double[] exact = exact(model, w, samples);
        for (int n = 0; n < exact.length; n++) {
            assertEquals(exact[n], bound.bound().at(n), 1e-9);
            assertEquals(exact[n], bound.weighted().at(n), 1e-9);
        }
    }

    @Test
    void drawsHaveTheMomentsOfTheModel() {
        Model model = new VariationalAutoencoder().build(SETTINGS, SHAPE);
        double[] w = Windows.parameters(model, 0.5);
        int count = 20_000;
        NumericArray drawn = VariationalAutoencoder.draw(model, w, count, 3);
        Samples samples = Windows.samples(SHAPE, drawn.toRows());
        double fitted = Windows.mean(GaussianDensity.full(samples, 0).logDensity(drawn));
        double own = Arrays.stream(exact(model, w, samples)).average().orElseThrow();
        // twice the difference of the means is chi squared with 27 degrees of freedom, over the count
        assertTrue(fitted > own && 2 * count * (fitted - own) < 60, 2 * count * (fitted - own) + " for about 27");
        assertEquals(drawn, VariationalAutoencoder.draw(model, w, count, 3));
    }

    @Test
    void theProductChecksIt() throws DataException {
        CheckResult result = new LinearEvidence().run(dataset -> {
            throw new DataException(dataset, "", "not needed");
        }, Progress.none());
        assertTrue(result.passed(), result::toString);
    }

    @Test
    void countsItsParameters() {
        Model model = new VariationalAutoencoder().build(SETTINGS, SHAPE);
        // encoder W and b, code variances, decoder W and b, one noise variance
        assertEquals(CODE * SIZE + CODE + CODE + SIZE * CODE + SIZE + 1, model.complexity());
    }
}
