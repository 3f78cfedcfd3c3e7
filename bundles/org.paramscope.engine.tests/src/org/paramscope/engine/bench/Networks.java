package org.paramscope.engine.bench;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.ControlPath;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.graph.Solver;

/** The networks of the peers, with their parameters in the peers' order. */
public final class Networks {

    private static final String OBSERVED = "observed";
    private static final String TIMES = "times";

    private Networks() { }

    /** An encoder reads a window; the latent, affine in its last state, is the decoder's input at every step. */
    public static Model recurrentAutoencoder(Cell cell, int length, int hidden, int latent) {
        Graph g = new Graph(SampleShape.window(length, 1));
        Node z = g.dense("latent", g.recurrent("encoder", cell, g.sequence(), hidden).last(), latent, IDENTITY);
        g.pointwise("output", g.recurrent("decoder", cell, z, hidden).repeated(length).states(), 1, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    /** An encoder gives z(0); dz/dt is a network with one hidden layer; the read-out is affine at each of the states. */
    public static Model neuralOde(int length, int encoder, int latent, int hidden, double step) {
        Graph g = new Graph(SampleShape.window(length, 1));
        Node initial = g.dense("initial", g.dense("encoder", g.input(), encoder, TANH), latent, IDENTITY);
        Node states = g.integrate("flow", initial, new Solver.RungeKutta4(1), Solver.Gradient.BACKPROPAGATION, 0, step, length,
                (body, z, time, contexts) -> body.dense("field", body.dense("hidden", z, hidden, TANH), latent, IDENTITY));
        g.pointwise("output", states, 1, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    /** z(0) is affine in X(0), dz = F(z) dX along the path through (time, value); the read-out is affine in the final state. */
    public static Model neuralCde(int length, int state, int hidden) {
        Graph g = new Graph(new SampleShape(length, 1, 0, 1));
        ControlPath path = g.path("path", g.sequence()).where(g.input(OBSERVED, Shape.of(length, 1))).at(g.input(TIMES, Shape.of(length))).withTime();
        Node initial = g.dense("initial", path.start(), state, IDENTITY);
        Node states = g.control("flow", path.derivative(), initial, new Solver.RungeKutta4(1), Solver.Gradient.BACKPROPAGATION,
                (body, z, time, contexts) -> body.reshape("matrix",
                        body.dense("field", body.dense("hidden", z, hidden, TANH), 2 * state, TANH), state, 2));
        g.dense("output", g.last("final", states), 1, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    /** The inputs of {@link #neuralCde} from values [rows, length] that are no numbers where they are missing. */
    public static Map<String, NumericArray> incomplete(double[] values, int rows, int length, double step) {
        double[] known = new double[values.length];
        double[] observed = new double[values.length];
        double[] times = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            boolean there = !Double.isNaN(values[i]);
            known[i] = there ? values[i] : 0;
            observed[i] = there ? 1 : 0;
            times[i] = step * (i % length);
        }
        return Map.of(Samples.WINDOW, NumericArray.owned(known, rows, length), OBSERVED, NumericArray.owned(observed, rows, length),
                TIMES, NumericArray.owned(times, rows, length));
    }
}
