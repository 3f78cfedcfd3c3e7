package org.paramscope.estimators.variational.checks;

import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.estimators.variational.Family;
import org.paramscope.estimators.variational.Gradient;
import org.paramscope.estimators.variational.VariationalInference;

/** On a linear model the full Gaussian reaches the evidence, and independent parameters fall short of it by a known divergence. */
public final class MeanFieldGap implements Check {

    private static final double NOISE_VARIANCE = 3000;
    private static final double PRIOR_PRECISION = 1e-5;
    private static final double EVIDENCE = -2405.8635991174;
    private static final double GAP = 2.959458783;

    @Override
    public CheckResult run(Data data, Progress progress) {
        Samples samples = DiabetesRegression.samples();
        Graph graph = new Graph(samples.shape());
        graph.head(Model.OUTPUT, graph.linear("output", graph.input(), 1));
        Problem problem = Problem.of(graph.model(Loss.SQUARED_ERROR), samples, null, Budget.steps(1), 1);
        double full = bound(problem, Family.FULL, progress.part(0, 0.5));
        double meanField = bound(problem, Family.MEAN_FIELD, progress.part(0.5, 1));
        return CheckResult.relative("variational-linear-gaussian",
                "diabetes (442 x 10), prior precision 1e-5, noise variance 3000: evidence lower bound of a full Gaussian, and by how much that"
                        + " of independent parameters is below it, in nats",
                "closed form: log evidence; KL between the best independent Gaussian and the posterior",
                new double[] {full, full - meanField}, new double[] {EVIDENCE, GAP}, 1e-7);
    }

    private static double bound(Problem problem, Family family, Progress progress) {
        VariationalInference.Settings settings = new VariationalInference.Settings(family, 1, Gradient.ANALYTIC, 1000, 1, 1, 0, 0,
                1 / Math.sqrt(PRIOR_PRECISION), Math.sqrt(NOISE_VARIANCE), false, 2);
        ParameterDistribution q = new VariationalInference().estimate(problem, settings, progress);
        return q.diagnostics().get("evidence lower bound");
    }
}
