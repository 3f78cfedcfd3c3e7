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

/** A network on windows of 50 samples, on prescribed minibatches of 64. */
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

    private WindowJob(String name, Model model, Samples samples, Inputs inputs, long operations) throws IOException {
        this.name = name;
        this.model = model;
        this.operations = operations;
        this.samples = samples;
        Arrays.fill(weights, 1);
        this.starts = inputs.rows(name + "_parameters.f64", model.parameters());
        this.minibatches = inputs.minibatches();
    }

    /** A network that reconstructs the windows. */
    static WindowJob reconstruction(String name, Model model, Inputs inputs, long operations) throws IOException {
        NumericArray windows = NumericArray.owned(inputs.numbers("windows.f64"), ROWS, LENGTH);
        return new WindowJob(name, model, samples(model, Map.of(Samples.WINDOW, windows), windows), inputs, operations);
    }

    /** A network along the path through windows with missing values, which predicts the value after each. */
    static WindowJob prediction(String name, Model model, Inputs inputs, long operations) throws IOException {
        NumericArray targets = NumericArray.owned(inputs.numbers("targets.f64"), ROWS, 1);
        return new WindowJob(name, model, samples(model, Networks.incomplete(inputs.numbers("cde_values.f64"), ROWS, LENGTH, 0.1), targets),
                inputs, operations);
    }

    private static Samples samples(Model model, Map<String, NumericArray> inputs, NumericArray targets) {
        double[] ones = new double[ROWS];
        Arrays.fill(ones, 1);
        return new Samples(model.shape(), inputs, Map.of(Samples.TARGET, targets), NumericArray.owned(ones), new int[ROWS], new int[ROWS], ROWS);
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
