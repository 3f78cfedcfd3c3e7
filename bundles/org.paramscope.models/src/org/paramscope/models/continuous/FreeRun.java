package org.paramscope.models.continuous;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Shape;

/** The differential equation of a fitted model on its own: run from any states for any time, and its slopes. */
final class FreeRun {

    /** Head of a model: the state at the first step of the window, [state]. */
    static final String STATE = "state";
    /** Steps that are solved at once: memory for many of them would be large. */
    private static final int BLOCK = 64;
    private static final String RUN = "run";

    /**
     * States and values of the channels on the way.
     *
     * @param states [n, steps, state]
     * @param values [n, steps, channels]
     */
    record Way(NumericArray states, NumericArray values) { }

    private final Model block;
    private final double[] blockParameters;
    private final Model field;
    private final double[] fieldParameters;
    private final int state;
    private final int channels;

    /** The equation of a model with parameters [p]. */
    FreeRun(LatentFlow flow, Model model, double[] parameters) {
        LatentFlow now = flow.as(model);
        this.state = model.layout().entry(LatentFlow.FLOW + ".hidden.weight").columns();
        this.channels = model.shape().channels();
        Graph graph = new Graph(SampleShape.table(state, 1));
        Node states = now.irregular(graph, graph.input(), graph.input(Samples.TIMES, Shape.of(BLOCK + 1)));
        Node values = LatentFlow.hasReadOut(model) ? LatentFlow.readOut(graph, states, channels)
                : graph.features("output", states, 0, channels);
        graph.head(RUN, graph.concatenate("both", states, values));
        this.block = unfitted(graph, graph.sum("nothing", graph.input(), 0));
        this.blockParameters = block.layout().arrange(model.layout(), parameters);
        Graph slopes = new Graph(SampleShape.table(state, 1));
        slopes.head(RUN, now.field(slopes, slopes.input()));
        this.field = unfitted(slopes, slopes.sum("nothing", slopes.input(), 0));
        this.fieldParameters = field.layout().arrange(model.layout(), parameters);
    }

    private static Model unfitted(Graph graph, Node output) {
        graph.head(Model.OUTPUT, output);
        return graph.model(Loss.SQUARED_ERROR);
    }

    /** The slopes dz/ds at states [n, state]. */
    NumericArray slopes(NumericArray states) {
        return field.head(RUN, fieldParameters, samples(states, Map.of(Samples.WINDOW, states)));
    }

    /** Runs one mean sampling interval a step. */
    Way run(NumericArray from, int steps) {
        int count = from.size(0);
        return run(from, NumericArray.owned(IntStream.range(0, count * steps).mapToDouble(i -> i % steps).toArray(), count, steps));
    }

    /**
     * Runs from states, which lie at the first of the times.
     *
     * @param from [n, state]
     * @param times in mean sampling intervals, increasing, [n, steps]
     */
    Way run(NumericArray from, NumericArray times) {
        int count = from.size(0);
        int steps = times.size(1);
        double[] states = new double[count * steps * state];
        double[] values = new double[count * steps * channels];
        double[] at = from.toArray();
        int width = state + channels;
        for (int first = 0; first < steps; first += BLOCK) {
            NumericArray start = NumericArray.of(at, count, state);
            double[] way = block.head(RUN, blockParameters, samples(start, Map.of(Samples.WINDOW, start, Samples.TIMES,
                    part(times, first)))).toArray();
            for (int n = 0; n < count; n++) {
                for (int k = 0; k < Math.min(BLOCK, steps - first); k++) {
                    int row = (n * (BLOCK + 1) + k) * width;
                    System.arraycopy(way, row, states, (n * steps + first + k) * state, state);
                    System.arraycopy(way, row + state, values, (n * steps + first + k) * channels, channels);
                }
                System.arraycopy(way, (n * (BLOCK + 1) + BLOCK) * width, at, n * state, state);
            }
        }
        return new Way(NumericArray.owned(states, count, steps, state), NumericArray.owned(values, count, steps, channels));
    }

    /** The times of a block and of the first step behind it; unit steps go on behind the last time. */
    private static NumericArray part(NumericArray times, int first) {
        int count = times.size(0);
        int steps = times.size(1);
        double[] part = new double[count * (BLOCK + 1)];
        for (int n = 0; n < count; n++) {
            for (int k = 0; k <= BLOCK; k++) {
                int beyond = Math.max(0, first + k - (steps - 1));
                part[n * (BLOCK + 1) + k] = times.at(n * steps + first + k - beyond) + beyond;
            }
        }
        return NumericArray.owned(part, count, BLOCK + 1);
    }

    private static Samples samples(NumericArray states, Map<String, NumericArray> inputs) {
        int count = states.size(0);
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return new Samples(SampleShape.table(states.size(1), 1), inputs, Map.of(Samples.TARGET, NumericArray.zeros(count, 1)),
                NumericArray.owned(ones), new int[count], new int[count], count);
    }

    /**
     * The forecast of a model that has the head {@link #STATE}: the equation runs on from there, through the window at its own times and
     * then a mean sampling interval a step.
     *
     * @return [n, steps x channels]
     */
    static NumericArray forecast(LatentFlow flow, Model model, double[] parameters, Samples origins, int steps) {
        int count = origins.count();
        NumericArray from = model.head(STATE, parameters, origins);
        double[] times = new double[count * steps];
        NumericArray given = origins.inputs().get(Samples.TIMES);
        int past = model.shape().past();
        int known = model.shape().length();
        for (int n = 0; n < count; n++) {
            for (int k = 0; k < steps; k++) {
                int beyond = Math.max(0, k - (known - 1));
                times[n * steps + k] = given == null ? k : given.at(n * (past + known) + past + k - beyond) + beyond;
            }
        }
        return new FreeRun(flow, model, parameters).run(from, NumericArray.owned(times, count, steps)).values()
                .reshape(count, steps * model.shape().channels());
    }
}
