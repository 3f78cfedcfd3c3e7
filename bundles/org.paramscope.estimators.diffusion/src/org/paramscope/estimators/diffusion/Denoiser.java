package org.paramscope.estimators.diffusion;

import static org.paramscope.engine.graph.Activation.GELU;
import static org.paramscope.engine.graph.Activation.IDENTITY;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Clipping;
import org.paramscope.engine.Model;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.Resampling;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.Start;
import org.paramscope.engine.graph.Arithmetic.Operator;
import org.paramscope.engine.graph.Elementwise.Function;
import org.paramscope.engine.graph.Gaussian;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.random.RandomStream;

/**
 * Predicts the noise in x_t = signal x_0 + noise e (Ho, Jain, Abbeel 2020) by its velocity v = signal e - noise x_0 (Salimans, Ho
 * 2022): e' = signal v' + noise x_t, v' a residual network of x_t and of sines and cosines of t. With v' = 0 it is exact for standard
 * normal x_0: the training starts there. The squared error of v counts 1 / signal^2 times as much as that of e; where there is much
 * noise, it is decided to which cluster a draw goes.
 *
 * @param size   d
 * @param hidden width of the network
 * @param blocks residual blocks
 */
record Denoiser(NoiseSchedule schedule, int size, int hidden, int blocks) {

    private static final String LOSS = "squaredError";
    private static final int FREQUENCIES = 8;
    private static final double LONGEST = 1000;
    private static final int EXTRA = 2 + 2 * FREQUENCIES;
    /** Each replica needs many levels, and each level many replicas: of fewer rows the network learns the pairs. */
    private static final int LEAST_ROWS = 131_072;
    private static final int LEAST_COPIES = 8;
    private static final int WARM_UP = 50;
    private static final double LARGEST_GRADIENT = 5;

    /** v of rows [x_t, signal, noise, features]. */
    Model velocity() {
        Graph graph = new Graph(SampleShape.table(size + EXTRA, size));
        Node in = graph.input();
        graph.head(Model.OUTPUT, network(graph, graph.slice("mixed", in, 0, size), features(graph, in)));
        return graph.model(Loss.SQUARED_ERROR);
    }

    /** The mean squared error of v, of rows [x_0, signal, noise, features]; each step draws the noise anew. */
    private Model training() {
        Graph graph = new Graph(SampleShape.table(size + EXTRA, size + EXTRA));
        Node in = graph.input();
        Node clean = graph.slice("clean", in, 0, size);
        Node signal = graph.slice("signal", in, size, size + 1);
        Node noise = graph.slice("noise", in, size + 1, size + 2);
        Node zero = graph.rescale("zero", clean, 0, 0);
        Node drawn = graph.sample("drawn", Gaussian.diagonal(zero, zero));
        Node mixed = graph.arithmetic("mixed", graph.arithmetic("kept", clean, Operator.MULTIPLY, signal), Operator.ADD,
                graph.arithmetic("added", drawn, Operator.MULTIPLY, noise));
        Node velocity = graph.arithmetic("velocityOfNoise", graph.arithmetic("keptNoise", drawn, Operator.MULTIPLY, signal),
                Operator.SUBTRACT, graph.arithmetic("lostClean", clean, Operator.MULTIPLY, noise));
        Node error = graph.apply("square", Function.SQUARE, graph.arithmetic("error", network(graph, mixed, features(graph, in)),
                Operator.SUBTRACT, velocity));
        graph.head(LOSS, graph.mean("meanError", error, 0));
        graph.head(Model.OUTPUT, in);
        return graph.model(Loss.value(LOSS));
    }

    private Node features(Graph graph, Node in) {
        return graph.slice("features", in, size + 2, size + EXTRA);
    }

    private Node network(Graph graph, Node mixed, Node features) {
        Node h = graph.dense("in", graph.concatenate("seen", mixed, features), hidden, IDENTITY);
        for (int b = 0; b < blocks; b++) {
            Node inner = graph.dense("block" + b + ".hidden", graph.apply("block" + b + ".gelu", Function.GELU, h), hidden, GELU);
            h = graph.arithmetic("block" + b, h, Operator.ADD, graph.dense("block" + b + ".out", inner, hidden, IDENTITY));
        }
        return graph.dense("velocity", graph.apply("last.gelu", Function.GELU, h), size, IDENTITY);
    }

    /**
     * The fitted parameters of {@link #velocity}.
     *
     * @param rows x_0, [n, d]; each is repeated with levels drawn evenly
     */
    double[] fit(NumericArray rows, int steps, int batch, double learningRate, long seed, Progress progress) {
        Model model = training();
        double[] start = model.initial(RandomStream.of(seed, 0, "diffusion start"));
        for (ParameterLayout.Entry entry : model.layout().entries()) {
            if (entry.name().startsWith("velocity.")) {
                Arrays.fill(start, entry.offset(), entry.offset() + entry.size(), 0);
            }
        }
        Samples samples = trainingRows(rows, seed);
        Schedule rate = steps > 2 * WARM_UP ? new Schedule.WarmUp(WARM_UP, new Schedule.Cosine(0)) : new Schedule.Cosine(0);
        Budget budget = new Budget(steps, learningRate, Precision.FLOAT64, 0, 1, new Optimiser.Adam(), rate,
                new Clipping.Norm(LARGEST_GRADIENT), Math.min(batch, samples.count()));
        Problem problem = new Problem(model, samples, null, budget, seed, ReplicaExecutor.threads(1));
        double[] fitted = problem.train(Resampling.none(samples, 1), Start.at(NumericArray.owned(start)), progress).parameters().toArray();
        return velocity().layout().arrange(model.layout(), fitted);
    }

    private Samples trainingRows(NumericArray rows, long seed) {
        int n = rows.size(0);
        int copies = Math.max(LEAST_COPIES, (LEAST_ROWS + n - 1) / n);
        int count = Math.multiplyExact(n, copies);
        RandomStream random = RandomStream.of(seed, 0, "diffusion levels");
        // even shares of all levels, in random order
        int[] place = random.permutation(count);
        double[] values = new double[Math.multiplyExact(count, size + EXTRA)];
        for (int i = 0; i < count; i++) {
            rows.copyTo(i % n * size, values, i * (size + EXTRA), size);
            describe(1 + (int) ((long) place[i] * schedule.levels() / count), values, i * (size + EXTRA) + size);
        }
        NumericArray table = NumericArray.owned(values, count, size + EXTRA);
        return Samples.table(table, table);
    }

    /** v at a level for x_t, [n, d]. */
    NumericArray velocity(Model model, double[] parameters, NumericArray mixed, int level) {
        int n = mixed.size(0);
        double[] values = new double[n * (size + EXTRA)];
        double[] described = new double[EXTRA];
        describe(level, described, 0);
        for (int i = 0; i < n; i++) {
            mixed.copyTo(i * size, values, i * (size + EXTRA), size);
            System.arraycopy(described, 0, values, i * (size + EXTRA) + size, EXTRA);
        }
        return model.predict(parameters, Samples.table(NumericArray.owned(values, n, size + EXTRA), mixed));
    }

    /** Signal, noise and the sines and cosines of a level (Vaswani et al. 2017, section 3.5, of 1000 t / T). */
    private void describe(int level, double[] to, int at) {
        to[at] = schedule.signal(level);
        to[at + 1] = schedule.noise(level);
        double time = LONGEST * level / schedule.levels();
        IntStream.range(0, FREQUENCIES).forEach(k -> {
            double angle = time * StrictMath.pow(LONGEST, -(double) k / (FREQUENCIES - 1));
            to[at + 2 + 2 * k] = StrictMath.sin(angle);
            to[at + 3 + 2 * k] = StrictMath.cos(angle);
        });
    }
}
