package org.paramscope.estimators.variational;

import java.util.List;
import java.util.Set;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Clipping;
import org.paramscope.engine.Fitter;
import org.paramscope.engine.Model;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.Resampling;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.Start;

/**
 * Mean field by the local reparameterisation (Kingma, Salimans, Welling 2015): the model's dense layers become
 * {@link org.paramscope.engine.graph.StochasticAffine}, whose parameters are means and log-variances, and training minimises the
 * negative evidence lower bound divided by the likelihood's scale.
 */
final class LocalReparameterisation {

    private static final String LOG_VARIANCE = "LogVariance";
    /** Learned scales belong to the model's loss: they change between rounds of training. */
    private static final int ROUNDS = 5;

    private final Problem problem;
    private final VariationalInference.Settings settings;
    private final GaussianFamily family;
    private final Coordinates coordinates;

    LocalReparameterisation(Problem problem, VariationalInference.Settings settings, GaussianFamily family, Coordinates coordinates) {
        this.problem = problem;
        this.settings = settings;
        this.family = family;
        this.coordinates = coordinates;
    }

    /** @throws SettingException when parameters of the model lie outside of dense layers with weights of their own */
    Approximation ascend(double[] start, Scales first, Progress progress) {
        require();
        Scales.Rule rule = Scales.Rule.of(problem, settings);
        int rounds = rule.noise() || rule.prior() ? Math.min(ROUNDS, settings.steps()) : 1;
        Approximation q = new Approximation(start, first, 0);
        for (int round = 0; round < rounds; round++) {
            Progress part = progress.part((double) round / rounds, (round + 1.0) / rounds);
            int steps = settings.steps() * (round + 1) / rounds - settings.steps() * round / rounds;
            q = trained(q, steps, round, part);
            Bound bound = Bound.byDraws(problem, family, coordinates, rule, q, settings.draws(), new Silent(progress));
            q = new Approximation(q.theta(), bound.scales(), q.evaluations());
        }
        return q;
    }

    private void require() {
        Model model = problem.model();
        List<String> names = stochastic(1, 1).layout().entries().stream().map(ParameterLayout.Entry::name).toList();
        List<String> others = model.layout().entries().stream().map(ParameterLayout.Entry::name)
                .filter(name -> !names.contains(name + LOG_VARIANCE)).toList();
        if (!others.isEmpty() || !model.fixed().isEmpty()) {
            throw new SettingException("gradient", "local-reparameterisation", "a model of dense layers with weights of their own and without"
                    + " a mask is needed; " + (others.isEmpty() ? "this one has a mask" : others + " are no such weights"));
        }
    }

    private Model stochastic(double priorVariance, double divergenceFactor) {
        return problem.model().withStochasticWeights(priorVariance, 0, divergenceFactor, Set.of()).withFitter(Fitter.GRADIENT);
    }

    private Approximation trained(Approximation q, int steps, int round, Progress progress) {
        Model model = stochastic(q.scales().priorVariance(), 1 / q.scales().likelihood().scale());
        Budget budget = new Budget(steps, settings.learningRate(), Precision.FLOAT64, 0, problem.budget().threads(), new Optimiser.Adam(),
                new Schedule.Cosine(0), new Clipping.None(), settings.batch());
        Problem training = new Problem(model, problem.samples(), null, budget, problem.seed() + round, problem.executor());
        Start start = Start.at(NumericArray.owned(parameters(model.layout(), q.theta())));
        Replicas replicas = training.train(Resampling.none(problem.samples(), 1), start, progress);
        double share = settings.batch() == 0 ? 1 : Math.min(1, (double) settings.batch() / problem.samples().count());
        return new Approximation(theta(model.layout(), replicas.parameters().slice(0).toArray()), q.scales(),
                q.evaluations() + share * steps);
    }

    /** Means and log-variances as the layers hold them. */
    private double[] parameters(ParameterLayout layout, double[] theta) {
        double[] values = new double[layout.size()];
        for (ParameterLayout.Entry entry : problem.model().layout().entries()) {
            int means = layout.entry(entry.name()).offset();
            int variances = layout.entry(entry.name() + LOG_VARIANCE).offset();
            for (int k = 0; k < entry.size(); k++) {
                int i = entry.offset() + k;
                values[means + k] = coordinates.centre()[i] + coordinates.scale()[i] * theta[i];
                values[variances + k] = 2 * (theta[family.size() + i] + StrictMath.log(coordinates.scale()[i]));
            }
        }
        return values;
    }

    private double[] theta(ParameterLayout layout, double[] values) {
        double[] theta = new double[family.parameters()];
        for (ParameterLayout.Entry entry : problem.model().layout().entries()) {
            int means = layout.entry(entry.name()).offset();
            int variances = layout.entry(entry.name() + LOG_VARIANCE).offset();
            for (int k = 0; k < entry.size(); k++) {
                int i = entry.offset() + k;
                theta[i] = (values[means + k] - coordinates.centre()[i]) / coordinates.scale()[i];
                theta[family.size() + i] = values[variances + k] / 2 - StrictMath.log(coordinates.scale()[i]);
            }
        }
        return theta;
    }
}
