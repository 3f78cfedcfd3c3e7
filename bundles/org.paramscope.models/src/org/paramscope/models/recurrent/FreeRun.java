package org.paramscope.models.recurrent;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Forecaster;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Arithmetic.Operator;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.graph.Recurrent;

/**
 * Continues a series by feeding each prediction back as the next input: the layer {@code cell} reads the past once, then one
 * value at a time from its own state. Both are graphs over the parameters that training found.
 *
 * @param increments whether the layer {@code output} adds to the value before
 */
record FreeRun(Cell cell, boolean increments) implements Forecaster {

    private static final String NEXT = "next value and state";

    @Override
    public NumericArray forecast(Model model, double[] parameters, Samples origins, int steps) {
        int channels = model.shape().channels();
        int hidden = model.layout().entry("cell.stateWeight").columns();
        int n = origins.count();
        Model first = reading(hidden, model.shape().past(), channels);
        NumericArray next = first.head(NEXT, first.layout().arrange(model.layout(), parameters), table(origins.past(), channels));
        Model step = stepping(hidden, channels);
        double[] stepParameters = step.layout().arrange(model.layout(), parameters);
        double[] forecast = new double[n * steps * channels];
        for (int t = 0; t < steps; t++) {
            if (t > 0) {
                next = step.head(NEXT, stepParameters, table(next, channels));
            }
            for (int i = 0; i < n; i++) {
                next.copyTo(i * next.size(1), forecast, (i * steps + t) * channels, channels);
            }
        }
        return NumericArray.owned(forecast, n, steps * channels);
    }

    /** From the past [past x channels] to the next value and the state after the past. */
    private Model reading(int hidden, int past, int channels) {
        Graph graph = new Graph(SampleShape.table(past * channels, channels));
        Node known = graph.reshape("known", graph.input(), past, channels);
        return next(graph, graph.recurrent("cell", cell, known, hidden), known, channels);
    }

    /** From a value and the state before it, side by side, to the next of both. */
    private Model stepping(int hidden, int channels) {
        int width = channels + hidden * cell.states();
        Graph graph = new Graph(SampleShape.table(width, channels));
        Node value = graph.reshape("known", graph.slice("value", graph.input(), 0, channels), 1, channels);
        Node state = graph.slice("state", graph.input(), channels, width);
        return next(graph, graph.recurrent("cell", cell, value, hidden).from(state), value, channels);
    }

    private Model next(Graph graph, Recurrent layer, Node known, int channels) {
        Node change = graph.dense("output", layer.last(), channels, IDENTITY);
        Node value = graph.head(Model.OUTPUT,
                increments ? graph.arithmetic("next", change, Operator.ADD, graph.last("previous", known)) : change);
        graph.head(NEXT, graph.concatenate(NEXT, value, layer.lastState()));
        return graph.model(SQUARED_ERROR);
    }

    private static Samples table(NumericArray inputs, int channels) {
        return Samples.table(inputs, NumericArray.zeros(inputs.size(0), channels));
    }
}
