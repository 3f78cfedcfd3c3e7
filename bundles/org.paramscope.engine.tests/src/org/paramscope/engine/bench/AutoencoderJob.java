package org.paramscope.engine.bench;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.io.IOException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.internal.plan.Descent;
import org.paramscope.engine.internal.plan.Plan;

/** A 20-8-2-8-20 tanh autoencoder on 500 weighted windows, all of them at each step. */
final class AutoencoderJob implements Job {

    private static final int ROWS = 500;
    private static final int[] WIDTHS = {20, 8, 2, 8, 20};
    private final Model model = model();
    private final Samples samples;
    private final double[][] weights;
    private final double[][] starts;

    AutoencoderJob(Inputs inputs) throws IOException {
        NumericArray windows = NumericArray.owned(inputs.numbers("ae_windows.f64"), ROWS, WIDTHS[0]);
        samples = Samples.table(windows, windows);
        weights = inputs.rows("ae_weights.f64", ROWS);
        starts = inputs.rows("ae_parameters.f64", model.parameters());
    }

    @Override
    public String name() {
        return "ae";
    }

    @Override
    public long operations() {
        long products = 0;
        for (int layer = 1; layer < WIDTHS.length; layer++) {
            products += WIDTHS[layer - 1] * WIDTHS[layer];
        }
        return 3 * 2 * ROWS * products;
    }

    @Override
    public double[][] run(int replicas, Budget budget) {
        double[][] traces = new double[replicas][budget.steps()];
        Plan plan = Plan.of(model.blocks(), model.layout(), model.heads(), model.loss(), model.fixed());
        Descent descent = Descent.of(plan, samples, null, budget);
        ReplicaExecutor.threads(budget.threads()).run(replicas,
                b -> descent.fit(b, starts[b], weights[b], traces[b], Progress.none()), Progress.none());
        return traces;
    }

    private static Model model() {
        Graph g = new Graph(SampleShape.table(WIDTHS[0], WIDTHS[0]));
        Node h = g.dense("encoder", g.input(), WIDTHS[1], TANH);
        Node z = g.dense("bottleneck", h, WIDTHS[2], IDENTITY);
        g.dense("output", g.dense("decoder", z, WIDTHS[3], TANH), WIDTHS[4], IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }
}
