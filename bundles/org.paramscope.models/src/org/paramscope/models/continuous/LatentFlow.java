package org.paramscope.models.continuous;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Optional;
import org.paramscope.data.SampleShape;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Arithmetic.Operator;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Solver;

/**
 * The autonomous differential equation dz/ds = V tanh(W z + b) + c that all models of this package share (Chen, Rubanova,
 * Bettencourt, Duvenaud 2018, section 5), solved by the Runge-Kutta method of fourth order. Its time s runs {@code pace} a mean
 * sampling interval: a window lasts 2 pi, so that a period of about a window needs weights of about 1.
 *
 * @param width of the hidden layer
 * @param substeps of the solver between two samples
 * @param pace of s in a mean sampling interval
 */
record LatentFlow(int width, int substeps, double pace) {

    /** Name of the block that solves the equation. */
    static final String FLOW = "flow";
    private static final String HIDDEN = "hidden";
    private static final String DRIVE = "drive";
    private static final String READ_OUT = "output";

    /** The equation for windows of a shape. */
    static LatentFlow of(int width, int substeps, SampleShape shape) {
        return new LatentFlow(width, substeps, 2 * Math.PI / shape.length());
    }

    /** The equation with the hidden units that a model has now, after units were merged or removed. */
    LatentFlow as(Model model) {
        return new LatentFlow(model.layout().entry(FLOW + "." + HIDDEN + ".weight").rows(), substeps, pace);
    }

    /** The solution at regular times, [points, state], the initial state first. */
    Node regular(Graph graph, Node initial, int points) {
        return graph.integrate(FLOW, initial, new Solver.RungeKutta4(substeps), Solver.Gradient.BACKPROPAGATION, 0, pace, points,
                (body, z, time, contexts) -> slope(body, "", z));
    }

    /**
     * The solution at times of each sample's own, exactly as the solver steps: each interval is mapped to one unit of a new time u, in
     * which dz/du = dt/du f(z). The clock t(u) is a control path whose derivative is the interval's length.
     *
     * @param times input of the samples or a part of one, [points]
     */
    Node irregular(Graph graph, Node initial, Node times) {
        Node clock = graph.path("clock", graph.reshape("clock.values", times, times.width(), 1)).at(times).derivative();
        return graph.control(FLOW, clock, initial, new Solver.RungeKutta4(substeps), Solver.Gradient.BACKPROPAGATION,
                (body, z, time, contexts) -> body.reshape("column", body.rescale("paced", slope(body, "", z), pace, 0), z.width(), 1));
    }

    /** The solution at regular times or at those that are given. */
    Node solve(Graph graph, Node initial, int points, Optional<Node> times) {
        return times.map(given -> irregular(graph, initial, given)).orElseGet(() -> regular(graph, initial, points));
    }

    /** dz/ds at one state, in a graph of its own under the names that the parameters have in a model. */
    Node field(Graph graph, Node state) {
        return slope(graph, FLOW + ".", state);
    }

    private Node slope(Graph graph, String prefix, Node state) {
        Node drive = graph.dense(prefix + DRIVE, graph.dense(prefix + HIDDEN, state, width, TANH), state.width(), IDENTITY);
        return graph.arithmetic(prefix + "slope", drive, Operator.SUBTRACT, state);
    }

    /** Affine values of channels at each state: [points, channels]. */
    static Node readOut(Graph graph, Node states, int channels) {
        return graph.pointwise(READ_OUT, states, channels, IDENTITY);
    }

    /** Whether a model has an affine read-out; otherwise the first coordinates of the state are the channels. */
    static boolean hasReadOut(Model model) {
        return model.layout().entries().stream().anyMatch(entry -> entry.name().equals(READ_OUT + ".weight"));
    }
}
