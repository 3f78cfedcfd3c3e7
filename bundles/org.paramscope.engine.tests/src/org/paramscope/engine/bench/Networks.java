package org.paramscope.engine.bench;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import org.paramscope.data.SampleShape;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.graph.Solver;

/** The networks of the peers, with their parameters in the peers' order. */
public final class Networks {

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
}
