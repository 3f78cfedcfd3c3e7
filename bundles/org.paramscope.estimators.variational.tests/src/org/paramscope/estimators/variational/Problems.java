package org.paramscope.estimators.variational;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

/** Problems of which the posterior is known. */
final class Problems {

    /** Number of patients of the diabetes study. */
    static final int PATIENTS = 442;

    /**
     * The triangle R of X = QR, R'R the correlations of the ten columns of the diabetes study (Efron, Hastie, Johnstone, Tibshirani 2004,
     * Least angle regression), centred and of unit norm; a row from its diagonal on.
     */
    private static final double[][] TRIANGLE = {
        {1.0, 0.1737371005636609, 0.18508466614655558, 0.33542758706707304, 0.26006082015026166, 0.21924313984750826,
            -0.07518097487514624, 0.20384089972875563, 0.27077424141816675, 0.30173100763283817},
        {0.984792069366797, 0.05687020388342178, 0.1855561959799755, -0.010058360536913778, 0.10616107993755722, -0.3716803942890436,
            0.30128224568113743, 0.10446124424079327, 0.15811596237186154},
        {0.9810756577694077, 0.32900192201864864, 0.20611679749687323, 0.21869257876411663, -0.3381580108931604, 0.3658686171420177,
            0.39762442697674527, 0.3300888382097196},
        {0.8630266318462237, 0.10345685127303167, 0.023590396382485578, 0.030912577202248697, 0.015063181124761262, 0.1766484615362533,
            0.1752922273666954},
        {0.9375925260583002, 0.8459937438920023, 0.1427426302170583, 0.4428966591666054, 0.3689271034116906, 0.17349401415745205},
        {0.42020697902808435, -0.4475179917504463, 0.30481602394782714, -0.36965875383107144, -0.03673399789264656},
        {0.7212816830724472, -0.5750054308122405, -0.5940610689820354, -0.17641503501125963},
        {0.3374754020372765, -0.027422464342340143, 0.052085114024681},
        {0.31629724563771505, 0.0735880398221195},
        {0.8207142331864244}};
    /** Q'y of the centred progression of the disease, and the norm of what is left of it. */
    private static final double[] PROJECTED = {304.1830745283061, 17.127950959406416, 909.3708119848807, 359.599473449414,
        42.32222560280529, -71.11700278429656, -487.16448722300225, 42.67505505521636, 242.60231760742352, 55.50218881848427,
        1124.2712242307648};

    private Problems() {
    }

    /**
     * Linear regression on the diabetes data by their sufficient statistics: eleven rows with the same X'X, X'y, y'y as the 442 patients
     * have, scaled so that the mean of the squares is theirs, too.
     */
    static Problem diabetes() {
        int rows = 11;
        int p = 10;
        double scale = Math.sqrt((double) rows / PATIENTS);
        double[] x = new double[rows * p];
        for (int i = 0; i < p; i++) {
            for (int j = i; j < p; j++) {
                x[i * p + j] = scale * TRIANGLE[i][j - i];
            }
        }
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        Samples samples = new Samples(SampleShape.table(p, 1), Map.of(Samples.WINDOW, NumericArray.owned(x, rows, p)),
                Map.of(Samples.TARGET, NumericArray.of(Arrays.stream(PROJECTED).map(y -> scale * y).toArray(), rows, 1)),
                NumericArray.owned(ones), IntStream.range(0, rows).toArray(), new int[rows], PATIENTS);
        return linear(samples, 1);
    }

    /** Affine in its parameters, without a bias: y = W x, fitted by least squares. */
    static Problem linear(Samples samples, int threads) {
        Graph graph = new Graph(samples.shape());
        graph.head(Model.OUTPUT, graph.linear("output", graph.input(), samples.shape().targets()));
        Model model = graph.model(Loss.SQUARED_ERROR).withFitter((m, s, weights, start, budget) -> Lapack.solve(
                Lapack.multiplyTransposed(s.input(), s.input()), Lapack.multiplyTransposed(s.input(), s.target())).transpose().toArray());
        return new Problem(model, samples, null, Budget.steps(1), 3, ReplicaExecutor.threads(threads));
    }

    /** One dense layer without activation: y = W x + b. */
    static Problem affine(Samples samples) {
        Graph graph = new Graph(samples.shape());
        graph.head(Model.OUTPUT, graph.dense("output", graph.input(), samples.shape().targets(), Activation.IDENTITY));
        return new Problem(graph.model(Loss.SQUARED_ERROR), samples, null, Budget.steps(200), 3, ReplicaExecutor.threads(1));
    }

    /** A table of independent normal inputs, mixed, with targets that are linear in them but for noise of standard deviation 0.5. */
    static Samples table(int rows, int inputs, int targets) {
        RandomStream random = RandomStream.of(17, 0, "table");
        double[] mixing = normal(random, inputs * inputs);
        Arrays.setAll(mixing, k -> k % (inputs + 1) == 0 ? 1 : 0.3 * mixing[k]);
        double[] weights = normal(random, inputs * targets);
        NumericArray x = Lapack.multiply(NumericArray.owned(normal(random, rows * inputs), rows, inputs),
                NumericArray.owned(mixing, inputs, inputs));
        double[] y = Lapack.multiply(x, NumericArray.owned(weights, inputs, targets)).toArray();
        Arrays.setAll(y, i -> y[i] + 0.5 * random.gaussian());
        return Samples.table(x, NumericArray.owned(y, rows, targets));
    }

    /** A small network on a noisy sine. */
    static Problem network(int threads) {
        RandomStream random = RandomStream.of(5, 0, "network");
        int rows = 40;
        double[] x = IntStream.range(0, rows).mapToDouble(t -> -2 + t / 10.0).toArray();
        double[] y = Arrays.stream(x).map(at -> Math.sin(2 * at) + 0.1 * random.gaussian()).toArray();
        Samples samples = Samples.table(NumericArray.owned(x, rows, 1), NumericArray.owned(y, rows, 1));
        Graph graph = new Graph(samples.shape());
        graph.head(Model.OUTPUT, graph.dense("output", graph.dense("hidden", graph.input(), 5, Activation.TANH), 1, Activation.IDENTITY));
        return new Problem(graph.model(Loss.SQUARED_ERROR), samples, null, Budget.steps(300), 9, ReplicaExecutor.threads(threads));
    }

    /** The precision of the posterior of a linear problem with one target, X'X / sigma^2 + I / s^2. */
    static NumericArray precision(Samples samples, double noise, double priorScale) {
        double factor = samples.distinct() / (samples.count() * noise * noise);
        int p = samples.input().size(1);
        double[] precision = Lapack.multiplyTransposed(samples.input(), samples.input()).toArray();
        for (int k = 0; k < precision.length; k++) {
            precision[k] = factor * precision[k] + (k % (p + 1) == 0 ? 1 / (priorScale * priorScale) : 0);
        }
        return NumericArray.owned(precision, p, p);
    }

    /** The mean of that posterior. */
    static NumericArray mean(Samples samples, double noise, double priorScale) {
        double factor = samples.distinct() / (samples.count() * noise * noise);
        double[] right = Lapack.multiplyTransposed(samples.input(), samples.target()).toArray();
        Arrays.setAll(right, i -> factor * right[i]);
        return Lapack.solvePositive(precision(samples, noise, priorScale), NumericArray.owned(right));
    }

    static double[] normal(RandomStream random, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.gaussian());
        return values;
    }
}
