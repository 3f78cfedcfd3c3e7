package org.paramscope.models.baseline;

import static org.paramscope.engine.graph.Arithmetic.Operator.ADD;
import static org.paramscope.engine.graph.Arithmetic.Operator.MULTIPLY;

import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Requirements;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Shape;
import org.paramscope.models.internal.Observed;

/**
 * Baseline without parameters: each sample of a window is predicted by the one before it, or, where that is missing, by
 * the last one that was observed; a forecast repeats the last value of the past. An optimal forecast of a random walk
 * (Hyndman &amp; Athanasopoulos 2021, section 5.2).
 */
public final class Persistence implements ModelType<Persistence.Settings> {

    /** Nothing to choose. */
    public record Settings() {
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        SeasonalNaive.checkLag(1, "past", shape);
        Graph graph = new Graph(shape);
        graph.head("reconstruction", shape.gaps() ? carried(graph, shape) : SeasonalNaive.earlier(graph, 1, shape));
        return graph.model(Observed.loss(graph, shape)).asPredictor()
                .withForecaster((model, parameters, origins, steps) -> forecast(origins, steps));
    }

    @Override
    public Requirements requirements(Settings settings) {
        return Requirements.past(1).withIrregular().withGaps();
    }

    /** Before each step the value that was observed last: s_t = x_t where observed, else s_(t-1); 0, the mean, before the first. */
    private static Node carried(Graph graph, SampleShape shape) {
        int channels = shape.channels();
        int steps = shape.past() + shape.length();
        Node values = graph.reshape("values", SeasonalNaive.known(graph, shape), steps, channels);
        Node observed = graph.reshape("seen", graph.input(Samples.OBSERVED, Shape.of(steps * channels)), steps, channels);
        Node origin = graph.rescale("origin", graph.last("any", values), 0, 0);
        Node carried = graph.scan("carried", graph.concatenate("steps", values, observed), origin, (body, step, state, contexts) -> {
            Node missing = body.rescale("missing", body.features("observed", step, channels, 2 * channels), -1, 1);
            return body.arithmetic("next", body.features("value", step, 0, channels), ADD,
                    body.arithmetic("kept", missing, MULTIPLY, state));
        });
        return graph.slice("earlier", carried, shape.past() - 1, steps - 1);
    }

    private static NumericArray forecast(Samples origins, int steps) {
        int channels = origins.shape().channels();
        NumericArray past = origins.past();
        double[] values = new double[origins.count() * steps * channels];
        for (int n = 0; n < origins.count(); n++) {
            for (int c = 0; c < channels; c++) {
                int t = origins.shape().past() - 1;
                while (t >= 0 && !Observed.before(origins, n, t, c)) {
                    t--;
                }
                double last = t < 0 ? 0 : past.get(n, t * channels + c);
                for (int step = 0; step < steps; step++) {
                    values[(n * steps + step) * channels + c] = last;
                }
            }
        }
        return NumericArray.owned(values, origins.count(), steps * channels);
    }
}
