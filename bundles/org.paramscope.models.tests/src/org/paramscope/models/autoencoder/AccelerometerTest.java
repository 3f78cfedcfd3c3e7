package org.paramscope.models.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.WindowPlan;
import org.paramscope.data.Windows;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.graph.Activation;
import org.paramscope.geometry.front.Errors;
import org.paramscope.geometry.front.Interval;
import org.paramscope.models.SharedSeries;
import org.paramscope.models.linear.Pca;

/** Networks with a nonlinear hidden layer beside principal component analysis, on real recordings where they lie beside the checkout. */
class AccelerometerTest {

    private static final long SEED = 1;

    private static double[] column(String file, int column, int rows) throws Exception {
        double[] values = SharedSeries.column(file, column).orElse(null);
        Assumptions.assumeTrue(values != null, file + " lies beside the checkout");
        return Arrays.copyOf(values, Math.min(rows, values.length));
    }

    /** All windows that begin from (included) to (excluded), standardised as the training samples are, each of the same weight. */
    private static Samples windows(double[] series, int from, int to, int length, double mean, double deviation) {
        double[] part = Arrays.copyOfRange(series, from, to + length - 1);
        Arrays.setAll(part, i -> (part[i] - mean) / deviation);
        Samples cut = Windows.of(NumericArray.of(part, part.length, 1), List.of(), new WindowPlan(length, 1, 0));
        double[] ones = new double[cut.count()];
        Arrays.fill(ones, 1);
        return new Samples(cut.shape(), cut.inputs(), cut.targets(), NumericArray.of(ones), cut.starts(), cut.groups(), cut.distinct());
    }

    /** RMSE over all windows alike. */
    private static double rootMeanSquare(Model model, double[] parameters, Samples samples) {
        double[] predicted = model.predict(parameters, samples).toArray();
        double sum = 0;
        for (int i = 0; i < predicted.length; i++) {
            sum += Math.pow(predicted[i] - samples.target().at(i), 2);
        }
        return Math.sqrt(sum / predicted.length);
    }

    private record Fit(Model model, double[] parameters, double validation) {
    }

    private static <S extends Record> Fit fit(ModelType<S> type, S settings, Samples train, Samples validation, Budget budget) {
        Model model = type.build(settings, train.shape());
        double[] parameters = Problem.of(model, train, validation, budget, SEED).fit(Progress.none());
        return new Fit(model, parameters, rootMeanSquare(model, parameters, validation));
    }

    /**
     * Windows of 100 samples that begin in 0 to 1900 train and validate, those from 2000 on test. PCA with 10 components has a held-out
     * RMSE of 0.2964 g; a network of at most the parameters of a 100-10-100 autoencoder, chosen on validation, is not worse.
     */
    @Test
    void aNetworkOfEqualSizeIsNotWorseThanPca() throws Exception {
        double[] series = column("accel-motionsense/user0_walk_userAcceleration_x.csv", 1, 3000);
        double mean = Arrays.stream(series, 0, 2000).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(series, 0, 2000).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        Samples both = windows(series, 0, 1901, 100, mean, deviation);
        Samples train = windows(series, 0, 1501, 100, mean, deviation);
        Samples validation = windows(series, 1600, 1901, 100, mean, deviation);
        Samples test = windows(series, 2000, 2901, 100, mean, deviation);
        Fit pca = fit(new Pca(), new Pca.Settings(10), both, validation, Budget.steps(1));
        assertEquals(0.2964, deviation * rootMeanSquare(pca.model(), pca.parameters(), test), 5e-5);
        Budget budget = new Budget(3000, 0.01, Precision.FLOAT32, 300, 2).withSchedule(new Schedule.Cosine(0.01)).withBatch(128);
        Fit best = null;
        for (int hidden : new int[] {3, 6, 9}) {
            Fit each = fit(new ResidualAutoencoder(), new ResidualAutoencoder.Settings(10, hidden, Activation.TANH), train, validation, budget);
            assertTrue(each.model().complexity() <= 100 * 10 + 10 + 10 * 100 + 100);
            best = best == null || each.validation() < best.validation() ? each : best;
        }
        Fit chosen = best;
        double[] refitted = Problem.of(chosen.model(), both, null, budget.withPatience(0).withSteps(1500), SEED).fit(Progress.none());
        Errors network = Errors.of(chosen.model().predict(refitted, test), test);
        Errors linear = Errors.of(pca.model().predict(pca.parameters(), test), test);
        Interval difference = network.difference(linear, SEED);
        double scale = deviation * network.scale();
        assertTrue(scale * difference.high() < 0.005, () -> "difference in g: " + scale * difference.low() + " to " + scale * difference.high()
                + " with " + chosen.model().complexity() + " parameters");
    }

    /** On the gyroscope of a walking shin three numbers a window are too few for a plane: a curved surface is better by its whole interval. */
    @Test
    void aNonlinearAutoencoderBeatsPcaAtBottleneckThree() throws Exception {
        double[] series = column("accel-imuf/walking_shin_acc_gyr_50hz_240s.csv", 5, 12_000);
        double mean = Arrays.stream(series, 0, 8000).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(series, 0, 8000).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        int length = 57;
        Samples train = windows(series, 0, 6000, length, mean, deviation);
        Samples validation = windows(series, 6057, 7900, length, mean, deviation);
        Samples test = windows(series, 8057, 12_000 - length, length, mean, deviation);
        Fit pca = fit(new Pca(), new Pca.Settings(3), train, validation, Budget.steps(1));
        Budget budget = new Budget(2000, 0.01, Precision.FLOAT32, 400, 2).withSchedule(new Schedule.Cosine(0.01)).withBatch(256);
        Fit network = fit(new Autoencoder(), new Autoencoder.Settings(List.of(32), 3, Activation.TANH), train, validation, budget);
        Errors curved = Errors.of(network.model().predict(network.parameters(), test), test);
        Errors linear = Errors.of(pca.model().predict(pca.parameters(), test), test);
        Interval difference = curved.difference(linear, SEED);
        assertTrue(difference.high() < 0, () -> "NRMSE " + curved.normalized() + " against " + linear.normalized() + ", difference " + difference);
    }
}
