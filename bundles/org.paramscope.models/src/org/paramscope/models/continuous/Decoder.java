package org.paramscope.models.continuous;

import java.util.stream.IntStream;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;

/** From the state at the window's first step to the window, and the finished model. */
record Decoder(LatentFlow flow, Graph graph, Steps steps, SampleShape shape) {

    private static final String OBSERVED = "observed values";

    /**
     * The model that runs through the window from a state [state]; missing targets do not count.
     *
     * @param predicting whether the state was encoded without the window
     */
    Model model(Node initial, boolean predicting) {
        Steps.Range window = steps.window();
        Node states = flow.solve(graph, initial, window.count(), steps.times(window));
        graph.head(FreeRun.STATE, graph.select("first", IntStream.range(0, initial.width()).toArray(), states));
        graph.head(Model.OUTPUT, graph.reshape("window", LatentFlow.readOut(graph, states, shape.channels()), shape.size()));
        Loss loss = steps.observed(window).map(mask -> {
            graph.head(OBSERVED, mask);
            return Loss.weightedSquaredError(Model.OUTPUT, OBSERVED, Samples.TARGET);
        }).orElse(Loss.SQUARED_ERROR);
        Model model = graph.model(loss);
        return predicting ? forecasting(flow, model) : model;
    }

    /** A model whose state at the window's first step comes from the past alone. */
    static Model forecasting(LatentFlow flow, Model model) {
        return model.asPredictor().withForecaster((now, parameters, origins, count) ->
                FreeRun.forecast(flow, now, parameters, origins, count));
    }
}
