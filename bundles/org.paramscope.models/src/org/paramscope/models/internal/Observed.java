package org.paramscope.models.internal;

import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Shape;

/** Which values of samples were observed, in graphs and in closed forms; without gaps all were. */
public final class Observed {

    private static final String HEAD = "observed";

    private Observed() {
    }

    /** 1 for each observed value of the window and 0 for each missing one, [length x channels]; samples must have gaps. */
    public static Node window(Graph graph, SampleShape shape) {
        int all = shape.before() + shape.size();
        return graph.select("observedWindow", IntStream.range(shape.before(), all).toArray(), graph.input(Samples.OBSERVED, Shape.of(all)));
    }

    /** The squared error of the reconstruction; with gaps, of the observed values alone. */
    public static Loss loss(Graph graph, SampleShape shape) {
        if (!shape.gaps()) {
            return SQUARED_ERROR;
        }
        return loss(graph, window(graph, shape));
    }

    /** As above, where {@link #window} is in the graph already. */
    public static Loss loss(Graph graph, Node window) {
        graph.head(HEAD, window);
        return Loss.weightedSquaredError(Model.OUTPUT, HEAD, Samples.TARGET);
    }

    /** Whether value i of window n was observed. */
    public static boolean within(Samples samples, int n, int i) {
        return !samples.shape().gaps() || mask(samples).at(n * all(samples) + samples.shape().before() + i) > 0;
    }

    /** Whether channel c at time step t of the past of window n was observed. */
    public static boolean before(Samples samples, int n, int t, int c) {
        return !samples.shape().gaps() || mask(samples).at(n * all(samples) + t * samples.shape().channels() + c) > 0;
    }

    private static int all(Samples samples) {
        return samples.shape().before() + samples.shape().size();
    }

    private static NumericArray mask(Samples samples) {
        return samples.inputs().get(Samples.OBSERVED);
    }
}
