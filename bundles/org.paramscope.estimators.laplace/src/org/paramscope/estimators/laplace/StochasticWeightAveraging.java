package org.paramscope.estimators.laplace;

import java.util.ArrayList;
import java.util.List;

import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.data.settings.SettingsCheck;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Clipping;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Estimator;
import org.paramscope.engine.Fitter;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.ParameterDensity;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.Resampling;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.Start;

/**
 * Stochastic weight averaging, Gaussian, SWAG (Maddox, Garipov, Izmailov, Vetrov, Wilson 2019, algorithm 1): after the fit, gradient descent
 * goes on at a constant learning rate on minibatches; the mean of its iterates, and half the sum of their variances and of the low-rank
 * covariance of the last of them,
 *
 * <p>1/2 diag(mean of w^2 - (mean of w)^2) + D D' / (2 (K - 1)), the columns of D the last K iterates less the mean up to each.
 *
 * <p>The spread grows with the learning rate and falls with the batch (Mandt, Hoffman, Blei 2017): for squared error with noise sigma about
 * rate sigma^2 / batch in every direction. It is a posterior for one rate only. Every iterate begins a new random order of the rows. A
 * model with a closed-form fit descends its gradient from there.
 *
 * <p>Diagnostics: {@code iterates}, {@code rank}, {@code learning rate}, {@code batch}, {@code loss of the mean}, {@code mean loss of the iterates},
 * {@code loss of the fit}, {@code variances clipped}, entries that rounding made negative, and {@code gradient evaluations}.
 */
public final class StochasticWeightAveraging implements Estimator<StochasticWeightAveraging.Settings>,
        SettingsCheck<StochasticWeightAveraging.Settings> {

    /**
     * @param iterates     number T of iterates that are averaged
     * @param spacing      steps between them
     * @param rank         K of the low-rank part, at most the number of iterates
     * @param learningRate of the descent, constant
     * @param batch        rows of a step, less than there are: a step on all rows has no noise
     * @param draws        number of samples
     */
    public record Settings(
            @Setting(label = "Iterates", min = 2, max = 100_000) int iterates,
            @Setting(label = "Spacing", min = 1, max = 1_000_000, unit = "steps", help = "of the descent between two iterates") int spacing,
            @Setting(label = "Rank", min = 2, max = 10_000, help = "last iterates that make the low-rank part") int rank,
            @Setting(label = "Learning rate", min = 1e-9, max = 10, help = "the spread is proportional to it") double learningRate,
            @Setting(label = "Batch", min = 1, max = 1_000_000, unit = "samples") int batch,
            @Setting(label = "Draws", min = 0, max = 100_000) int draws) {
        public Settings() {
            this(100, 10, 20, 0.01, 32, 100);
        }
    }

    @Override
    public void check(Settings settings, Samples samples) {
        if (settings.batch() >= samples.count()) {
            throw new SettingException("batch", Integer.toString(settings.batch()), "less than the " + samples.count()
                    + " samples to train on is needed: a step on all of them has no noise");
        }
        if (settings.rank() > settings.iterates()) {
            throw new SettingException("rank", Integer.toString(settings.rank()), "at most the " + settings.iterates() + " iterates are possible");
        }
    }

    @Override
    public ParameterDistribution estimate(Problem problem, Settings settings, Progress progress) {
        check(settings, problem.samples());
        double[] fit = problem.fit(progress.part(0, 0.4));
        List<double[]> iterates = iterates(problem, settings, fit, progress.part(0.4, 1));
        return moments(problem, settings, fit, iterates);
    }

    /** The parameters after each stretch of steps. */
    static List<double[]> iterates(Problem problem, Settings settings, double[] from, Progress progress) {
        Budget descent = new Budget(settings.spacing(), settings.learningRate(), problem.budget().precision(), 0, 1,
                new Optimiser.GradientDescent(0, false), new Schedule.Constant(), new Clipping.None(), settings.batch());
        Problem stretch = problem.withModel(problem.model().withFitter(Fitter.GRADIENT)).withSamples(problem.samples(), null)
                .withBudget(descent);
        Resampling all = Resampling.none(problem.samples(), 1);
        List<double[]> iterates = new ArrayList<>();
        double[] w = from;
        for (int t = 0; t < settings.iterates(); t++) {
            progress.check();
            progress.report((double) t / settings.iterates(), "descending from the fit");
            Replicas next = stretch.withSeed(problem.seed() + 1 + t).train(all, Start.at(NumericArray.of(w)), new Silent(progress));
            w = next.parameters().toArray();
            iterates.add(w);
        }
        return iterates;
    }

    private static ParameterDistribution moments(Problem problem, Settings settings, double[] fit, List<double[]> iterates) {
        int p = fit.length;
        int rank = settings.rank();
        double[] mean = new double[p];
        double[] squares = new double[p];
        double[] factor = new double[Math.multiplyExact(rank, p)];
        double losses = 0;
        for (int t = 0; t < iterates.size(); t++) {
            double[] w = iterates.get(t);
            int row = t - (iterates.size() - rank);
            for (int i = 0; i < p; i++) {
                mean[i] += (w[i] - mean[i]) / (t + 1);
                // about the fit, or rounding of the squares would hide small variances
                double moved = w[i] - fit[i];
                squares[i] += (moved * moved - squares[i]) / (t + 1);
                if (row >= 0) {
                    factor[row * p + i] = (w[i] - mean[i]) / Math.sqrt(2.0 * (rank - 1));
                }
            }
            losses += problem.objective().loss(w, problem.samples()) / iterates.size();
        }
        if (!Double.isFinite(losses)) {
            throw new NumericalException("stochastic weight averaging", "the loss of the iterates is " + losses + "; a lower learning rate may help");
        }
        double[] variances = new double[p];
        int clipped = 0;
        for (int i = 0; i < p; i++) {
            double moved = mean[i] - fit[i];
            double variance = squares[i] - moved * moved;
            clipped += variance < 0 ? 1 : 0;
            variances[i] = Math.max(0, variance) / 2;
        }
        NumericArray centre = NumericArray.owned(mean);
        Covariance covariance = new Covariance.LowRankDiagonal(NumericArray.owned(factor, rank, p), NumericArray.owned(variances));
        ParameterDensity density = ParameterDensity.gaussian(centre, covariance);
        long gradients = Math.ceilDiv((long) settings.iterates() * settings.spacing() * settings.batch(), problem.samples().count());
        return ParameterDistribution.of(problem.model(), centre, covariance)
                .withSamples(Laplace.draws(density, settings.draws(), p, problem.seed()), NumericArray.zeros(0, p), false)
                .withDensity(density)
                .withDiagnostic("iterates", iterates.size()).withDiagnostic("rank", rank)
                .withDiagnostic("learning rate", settings.learningRate()).withDiagnostic("batch", settings.batch())
                .withDiagnostic("loss of the fit", problem.objective().loss(fit, problem.samples()))
                .withDiagnostic("mean loss of the iterates", losses)
                .withDiagnostic("loss of the mean", problem.objective().loss(mean, problem.samples()))
                .withDiagnostic("variances clipped", clipped).withDiagnostic("gradient evaluations", gradients);
    }
}
