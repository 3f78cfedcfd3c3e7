package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.internal.plan.Descent;
import org.paramscope.engine.internal.plan.RowSource;
import org.paramscope.engine.random.RandomStream;

/** Steps that look at a part of the rows. */
class MinibatchTest {

    private static final int ROWS = 700;

    /** Inputs, past and targets are different arrays; more than two chunks of rows. */
    private static final SampleShape SHAPE = new SampleShape(4, 1, 3, 2);
    private final Samples samples = Examples.samples(SHAPE, Examples.gaussian("minibatch x", ROWS, 4),
            Examples.gaussian("minibatch y", ROWS, 2), Examples.gaussian("minibatch past", ROWS, 3));
    private final Model model = network();

    private static Model network() {
        Graph g = new Graph(SHAPE);
        g.dense("output", g.dense("joined", g.select("all", IntStream.range(0, 7).toArray(), g.input(), g.past()), 5, TANH),
                2, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    private static Budget budget(int steps, Precision precision, int threads, int batch) {
        return new Budget(steps, 0.05, precision, 0, threads).withOptimiser(new Optimiser.GradientDescent(0.5, false))
                .withBatch(batch);
    }

    @ParameterizedTest
    @CsvSource({"700,1", "64,11", "300,3", "1000,1", "7,100"})
    void everyEpochTakesEachRowOnce(int batch, int stepsPerEpoch) {
        double[] weights = new double[ROWS];
        Arrays.fill(weights, 1);
        RowSource source = RowSource.epochs(5, 2, weights, batch);
        int[][] epochs = new int[3][];
        for (int epoch = 0; epoch < epochs.length; epoch++) {
            int first = epoch * stepsPerEpoch;
            int[] order = IntStream.range(first, first + stepsPerEpoch).mapToObj(source::rows)
                    .flatMapToInt(Arrays::stream).toArray();
            assertEquals(Math.min(batch, ROWS), source.rows(first).length);
            assertArrayEquals(IntStream.range(0, ROWS).toArray(), Arrays.stream(order).sorted().toArray());
            epochs[epoch] = order;
        }
        assertFalse(Arrays.equals(epochs[0], epochs[1]) || Arrays.equals(epochs[1], epochs[2]));
        int[] later = RowSource.epochs(5, 2, weights, batch).rows(2 * stepsPerEpoch);
        assertArrayEquals(Arrays.copyOf(epochs[2], later.length), later);
        assertFalse(Arrays.equals(source.rows(0), RowSource.epochs(5, 3, weights, batch).rows(0)));
        assertFalse(Arrays.equals(source.rows(0), RowSource.epochs(6, 2, weights, batch).rows(0)));
    }

    @Test
    void rowsWithoutWeightAreNeverTaken() {
        double[] weights = Resampling.pairs(samples, 1, 4).weights(0);
        RowSource source = RowSource.epochs(5, 0, weights, 50);
        int positive = (int) Arrays.stream(weights).filter(w -> w > 0).count();
        int[] epoch = IntStream.range(0, Math.ceilDiv(positive, 50)).mapToObj(source::rows).flatMapToInt(Arrays::stream).toArray();
        assertArrayEquals(IntStream.range(0, ROWS).filter(n -> weights[n] > 0).toArray(), Arrays.stream(epoch).sorted().toArray());
        assertThrows(NumericalException.class, () -> RowSource.epochs(5, 0, new double[ROWS], 50));
    }

    /** Prescribed rows, some repeated, some more than a chunk: the gradients are those of the rows as samples of their own. */
    @Test
    void stepsAreThoseOfTheChosenRows() {
        RandomStream stream = RandomStream.of(8, 0, "rows");
        int[] sizes = {1, 40, 300, 40, 600, 299};
        int[][] rows = Arrays.stream(sizes).mapToObj(size -> IntStream.generate(() -> stream.below(ROWS)).limit(size).toArray())
                .toArray(int[][]::new);
        double[] start = Examples.parameters(model);
        double[] trace = new double[sizes.length];
        Budget all = budget(sizes.length, Precision.FLOAT64, 1, 0);
        double[] fitted = Descent.of(model.plan(), samples, null, all, (replica, weights) -> step -> rows[step])
                .fit(0, start, samples.weights().toArray(), trace, Progress.none());
        double[] w = start.clone();
        double[] velocity = new double[w.length];
        for (int step = 0; step < sizes.length; step++) {
            Samples chosen = samples.select(rows[step]);
            assertEquals(model.objective().loss(w, chosen), trace[step], 1e-13);
            double[] g = model.objective().gradient(w, chosen);
            for (int i = 0; i < w.length; i++) {
                velocity[i] = 0.5 * velocity[i] + g[i];
                w[i] -= 0.05 * velocity[i];
            }
        }
        assertArrayEquals(w, fitted, 1e-13);
    }

    /** Where target and input are one array, the gathered ones are, too. */
    @Test
    void reconstructionsAreGatheredOnce() {
        Model autoencoder = Examples.autoencoder(9, 5, 2, TANH);
        Samples windows = Examples.windows(100, 9);
        int[] rows = {3, 99, 17, 3};
        double[] start = Examples.parameters(autoencoder);
        double[] trace = new double[1];
        Descent.of(autoencoder.plan(), windows, null, budget(1, Precision.FLOAT64, 1, 0),
                (replica, weights) -> step -> rows).fit(0, start, windows.weights().toArray(), trace, Progress.none());
        assertEquals(autoencoder.objective().loss(start, windows.select(rows)), trace[0], 1e-14);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void doesNotDependOnThreads(Precision precision) {
        Resampling pairs = Resampling.pairs(samples, 8, 5);
        Replicas one = replicas(pairs, precision, 1);
        assertEquals(one, replicas(pairs, precision, 2));
        assertEquals(one, replicas(pairs, precision, 7));
    }

    private Replicas replicas(Resampling resampling, Precision precision, int threads) {
        return Problem.of(model, samples, null, budget(30, precision, threads, 96), 3)
                .train(resampling, Start.independent(), Progress.none());
    }

    @Test
    void replicasSeeTheirOwnOrdersOfTheSeed() {
        Resampling none = Resampling.none(samples, 2);
        Problem problem = Problem.of(model, samples, null, budget(3, Precision.FLOAT64, 1, 32), 3);
        Start start = Start.at(NumericArray.of(Examples.parameters(model)));
        NumericArray first = problem.train(none, start, Progress.none()).parameters();
        assertFalse(Arrays.equals(first.slice(0).toArray(), first.slice(1).toArray()));
        NumericArray other = problem.withSeed(4).train(none, start, Progress.none()).parameters();
        assertFalse(Arrays.equals(first.slice(0).toArray(), other.slice(0).toArray()));
        assertEquals(first, problem.train(none, start, Progress.none()).parameters());
    }

    /** One epoch of one batch is a step on all rows, up to the order of the sums. */
    @ParameterizedTest
    @ValueSource(ints = {700, 5000})
    void aBatchOfAllRowsIsTheWhole(int batch) {
        double[] whole = Problem.of(model, samples, null, budget(20, Precision.FLOAT64, 1, 0), 3).fit(Progress.none());
        double[] shuffled = Problem.of(model, samples, null, budget(20, Precision.FLOAT64, 1, batch), 3).fit(Progress.none());
        assertArrayEquals(whole, shuffled, 1e-12);
    }

    @Test
    void aReplicaThatDivergesLeavesTheOthersAsTheyAre() {
        Problem problem = Problem.of(model, samples, null, budget(30, Precision.FLOAT64, 2, 96), 3);
        double[] good = Examples.parameters(model);
        double[] bad = good.clone();
        Arrays.fill(bad, model.layout().entry("output.weight").offset(), bad.length, 1e200);
        Replicas broken = problem.train(Resampling.none(samples, 3), Start.at(NumericArray.ofRows(new double[][] {good, bad, good})),
                Progress.none());
        Replicas whole = problem.train(Resampling.none(samples, 3), Start.at(NumericArray.of(good)), Progress.none());
        assertEquals(1, broken.failures().size());
        Replicas.Failure failure = broken.failures().getFirst();
        assertEquals(1, failure.replica());
        assertEquals(0, failure.step());
        assertEquals("output", failure.block());
        assertEquals(whole.parameters().slice(0), broken.parameters().slice(0));
        assertEquals(whole.parameters().slice(2), broken.parameters().slice(1));
        assertTrue(broken.losses().at(1) > 0);
    }
}
