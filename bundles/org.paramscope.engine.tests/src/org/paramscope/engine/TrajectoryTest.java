package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.bench.Networks;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.internal.plan.Descent;

/** Losses of 50 steps against PyTorch's, which {@code trajectories.json} holds with the formulas of its inputs. */
class TrajectoryTest {

    private static final int ROWS = 40;
    private static final int LENGTH = 12;
    private static final int STEPS = 50;
    private static final double TOLERANCE = 1e-9;

    @Test
    void gatedRecurrentUnits() throws IOException {
        follows("gru", Networks.recurrentAutoencoder(Cell.GRU, LENGTH, 5, 2));
    }

    @Test
    void longShortTermMemory() throws IOException {
        follows("lstm", Networks.recurrentAutoencoder(Cell.LSTM, LENGTH, 5, 2));
    }

    @Test
    void neuralOde() throws IOException {
        follows("node", Networks.neuralOde(LENGTH, 5, 2, 5, 0.1));
    }

    @Test
    void neuralCde() throws IOException {
        double[] values = windows().toArray();
        double[] targets = new double[ROWS];
        for (int n = 0; n < ROWS; n++) {
            targets[n] = signal(n + LENGTH);
            for (int k = 1; k < LENGTH - 1; k++) {
                if ((n + k) % 3 == 1) {
                    values[n * LENGTH + k] = Double.NaN;
                }
            }
        }
        follows("cde", Networks.neuralCde(LENGTH, 3, 5), Networks.incomplete(values, ROWS, LENGTH, 0.1), NumericArray.owned(targets, ROWS, 1));
    }

    private static void follows(String job, Model model) throws IOException {
        NumericArray windows = windows();
        follows(job, model, Map.of(Samples.WINDOW, windows), windows);
    }

    private static void follows(String job, Model model, Map<String, NumericArray> inputs, NumericArray targets) throws IOException {
        double[] ones = new double[ROWS];
        Arrays.fill(ones, 1);
        Samples samples = new Samples(model.shape(), inputs, Map.of(Samples.TARGET, targets), NumericArray.owned(ones), new int[ROWS],
                new int[ROWS], ROWS);
        Descent descent = Descent.of(model.plan(), samples, null, new Budget(STEPS, 0.01, Precision.FLOAT64, 0, 1),
                (replica, weights) -> step -> minibatch(replica, step));
        JsonArray expected = losses(job);
        for (int b = 0; b < expected.size(); b++) {
            double[] trace = new double[STEPS];
            descent.fit(b, start(b, model.parameters()), ones, trace, Progress.none());
            requireEqual(expected.get(b).getAsJsonArray(), trace, b);
        }
    }

    private static int[] minibatch(int replica, int step) {
        int[] rows = new int[16];
        Arrays.setAll(rows, j -> (7 * step + 5 * replica + 3 * j) % ROWS);
        return rows;
    }

    private static void requireEqual(JsonArray expected, double[] trace, int replica) {
        for (int step = 0; step < STEPS; step++) {
            double loss = expected.get(step).getAsDouble();
            assertEquals(loss, trace[step], TOLERANCE * loss, "replica " + replica + ", step " + step);
        }
    }

    @Test
    void autoencoder() throws IOException {
        Graph g = new Graph(SampleShape.table(LENGTH, LENGTH));
        Node h = g.dense("encoder", g.input(), 5, TANH);
        Node z = g.dense("bottleneck", h, 2, IDENTITY);
        g.dense("output", g.dense("decoder", z, 5, TANH), LENGTH, IDENTITY);
        Model model = g.model(Loss.SQUARED_ERROR);
        NumericArray windows = windows();
        Descent descent = Descent.of(model.plan(), Samples.table(windows, windows), null,
                new Budget(STEPS, 0.01, Precision.FLOAT64, 0, 1));

        JsonArray expected = losses("ae");
        for (int b = 0; b < expected.size(); b++) {
            double[] trace = new double[STEPS];
            descent.fit(b, start(b, model.parameters()), weights(b), trace, Progress.none());
            requireEqual(expected.get(b).getAsJsonArray(), trace, b);
        }
    }

    /** [replicas][steps] */
    private static JsonArray losses(String job) throws IOException {
        try (Reader in = new InputStreamReader(TrajectoryTest.class.getResourceAsStream("trajectories.json"), StandardCharsets.UTF_8)) {
            JsonObject jobs = JsonParser.parseReader(in).getAsJsonObject().getAsJsonObject("jobs");
            return jobs.getAsJsonObject(job).getAsJsonArray("losses");
        }
    }

    private static NumericArray windows() {
        double[] values = new double[ROWS * LENGTH];
        for (int n = 0; n < ROWS; n++) {
            for (int k = 0; k < LENGTH; k++) {
                values[n * LENGTH + k] = signal(n + k);
            }
        }
        return NumericArray.owned(values, ROWS, LENGTH);
    }

    private static double signal(int i) {
        return Math.sin(0.3 * i) + 0.5 * Math.sin(0.3 * Math.sqrt(2) * i);
    }

    private static double[] start(int replica, int parameters) {
        double[] start = new double[parameters];
        Arrays.setAll(start, k -> 0.25 * Math.sin(1.7 * (replica * parameters + k) + 0.3));
        return start;
    }

    private static double[] weights(int replica) {
        double[] weights = new double[ROWS];
        Arrays.setAll(weights, n -> 1 + (n + replica) % 3);
        return weights;
    }
}
