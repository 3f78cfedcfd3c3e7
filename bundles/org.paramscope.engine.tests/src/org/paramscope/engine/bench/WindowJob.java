package org.paramscope.engine.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.internal.plan.Descent;
import org.paramscope.engine.internal.plan.Plan;

/** A network that reconstructs windows of 50 samples, on prescribed minibatches of 64. */
final class WindowJob implements Job {

    static final int LENGTH = 50;
    private static final int ROWS = 500;
    private final String name;
    private final Model model;
    private final long operations;
    private final Samples samples;
    private final double[] weights = new double[ROWS];
    private final double[][] starts;
    private final int[][][] minibatches;

    WindowJob(String name, Model model, Inputs inputs, long operations) throws IOException {
        this.name = name;
        this.model = model;
        this.operations = operations;
        Arrays.fill(weights, 1);
        NumericArray windows = NumericArray.owned(inputs.numbers("windows.f64"), ROWS, LENGTH);
        this.samples = new Samples(model.shape(), Map.of(Samples.WINDOW, windows), Map.of(Samples.TARGET, windows),
                NumericArray.owned(weights.clone()), new int[ROWS], new int[ROWS], ROWS);
        this.starts = inputs.rows(name + "_parameters.f64", model.parameters());
        this.minibatches = inputs.minibatches();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long operations() {
        return operations;
    }

    @Override
    public double[][] run(int replicas, Budget budget) {
        double[][] traces = new double[replicas][budget.steps()];
        Plan plan = Plan.of(model.blocks(), model.layout(), model.heads(), model.loss(), model.fixed());
        Descent descent = Descent.of(plan, samples, null, budget, (replica, rowWeights) -> step -> minibatches[replica][step]);
        ReplicaExecutor.threads(budget.threads()).run(replicas,
                b -> descent.fit(b, starts[b], weights, traces[b], Progress.none()), Progress.none());
        return traces;
    }
}
