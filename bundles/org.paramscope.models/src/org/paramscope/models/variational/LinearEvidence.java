package org.paramscope.models.variational;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

/**
 * The evidence lower bound of a linear variational autoencoder is the largest likelihood of probabilistic PCA, which the spectrum
 * of the sample covariance gives (Tipping, Bishop 1999, equations 4 and 8; Lucas et al. 2019).
 */
public final class LinearEvidence implements Check {

    private static final int WINDOWS = 400;
    private static final int SIZE = 6;
    private static final int CODE = 2;
    /** The code turns to the principal axes slowly, the rest is found within a tenth of these steps. */
    private static final int STEPS = 8000;
    private static final double LEARNING_RATE = 0.03;
    private static final double TOLERANCE = 1e-3;

    @Override
    public CheckResult run(Data data, Progress progress) {
        Samples samples = simulated();
        Model model = new VariationalAutoencoder().build(new VariationalAutoencoder.Settings(List.of(), CODE, Activation.IDENTITY,
                NoiseVariance.SHARED, 1, 1), samples.shape());
        Budget budget = new Budget(STEPS, LEARNING_RATE, Precision.FLOAT64, 0, 1).withSchedule(new Schedule.Cosine(0));
        double[] parameters = Problem.of(model, samples, null, budget, 1).fit(progress);
        // at the optimum the posterior is exact, so that all draws agree
        NumericArray bound = EvidenceBound.of(model, parameters, samples, EvidenceBound.DRAWS, 1).bound();
        return CheckResult.absolute("linear-vae-likelihood", "6 values of 2 factors and noise, 400 windows: evidence lower bound of a linear"
                + " variational autoencoder in nats per window", "closed form", new double[] {Arrays.stream(bound.toArray()).average()
                .orElseThrow()}, new double[] {largestLogLikelihood(samples.input())}, TOLERANCE);
    }

    private static Samples simulated() {
        RandomStream stream = RandomStream.of(1, 0, "factors");
        double[] loadings = IntStream.range(0, SIZE * CODE).mapToDouble(i -> stream.gaussian()).toArray();
        double[] rows = new double[WINDOWS * SIZE];
        for (int n = 0; n < WINDOWS; n++) {
            double[] factors = {stream.gaussian(), stream.gaussian()};
            for (int j = 0; j < SIZE; j++) {
                rows[n * SIZE + j] = loadings[2 * j] * factors[0] + loadings[2 * j + 1] * factors[1] + 0.5 * stream.gaussian();
            }
        }
        NumericArray windows = NumericArray.owned(rows, WINDOWS, SIZE);
        double[] ones = new double[WINDOWS];
        Arrays.fill(ones, 1);
        return new Samples(SampleShape.window(SIZE, 1), Map.of(Samples.WINDOW, windows), Map.of(Samples.TARGET, windows),
                NumericArray.owned(ones), IntStream.range(0, WINDOWS).toArray(), new int[WINDOWS], WINDOWS);
    }

    /** Mean over windows, in nats. */
    private static double largestLogLikelihood(NumericArray windows) {
        double[] mean = new double[SIZE];
        for (int i = 0; i < windows.length(); i++) {
            mean[i % SIZE] += windows.at(i) / WINDOWS;
        }
        double[] centred = windows.toArray();
        for (int i = 0; i < centred.length; i++) {
            centred[i] = (centred[i] - mean[i % SIZE]) / Math.sqrt(WINDOWS);
        }
        NumericArray rows = NumericArray.owned(centred, WINDOWS, SIZE);
        double[] values = Lapack.symmetricEigen(Lapack.multiplyTransposed(rows, rows)).values().toArray();
        double variance = Arrays.stream(values, CODE, SIZE).average().orElseThrow();
        double logDeterminant = Arrays.stream(values, 0, CODE).map(Math::log).sum() + (SIZE - CODE) * Math.log(variance);
        return -(SIZE * Math.log(2 * Math.PI) + logDeterminant + SIZE) / 2;
    }
}
