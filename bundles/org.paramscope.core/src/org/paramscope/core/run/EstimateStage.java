package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.SettingsCheck;
import org.paramscope.engine.DensityEstimator;
import org.paramscope.engine.Estimator;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.Resampling;
import org.paramscope.engine.Start;
import org.paramscope.geometry.Neurons;
import org.paramscope.geometry.ParameterSpace;
import org.paramscope.geometry.alignment.Alignment;
import org.paramscope.geometry.alignment.Identity;
import org.paramscope.geometry.alignment.IdentityReport;
import org.paramscope.geometry.alignment.IdentityTest;
import org.paramscope.geometry.alignment.LossBarrier;
import org.paramscope.geometry.front.Errors;
import org.paramscope.geometry.metric.Distances;
import org.paramscope.geometry.metric.Embedding;
import org.paramscope.geometry.metric.Metric;

/** Lets an estimator meet a model: distribution, identity of the neurons, their arrangement under the metric. */
final class EstimateStage {

    private static final int LEAST_REPLICAS = 4;

    private final StudyPlan plan;
    private final Samples test;

    EstimateStage(StudyPlan plan, Samples test) {
        this.plan = plan;
        this.test = test;
    }

    EstimatorResult estimate(StudyPlan.Choice choice, String model, Problem problem, Progress progress) {
        long begun = System.nanoTime();
        ParameterDistribution distribution = distribution(choice, problem, progress.part(0, 0.75));
        double seconds = (System.nanoTime() - begun) * 1e-9;
        progress.check();
        Optional<IdentityReport> identity = identity(distribution, problem, progress.part(0.75, 0.9));
        List<ParameterSpace> spaces = spaces(distribution, identity, plan.metric(), progress.part(0.9, 0.95));
        NumericArray errors = errors(distribution, problem, progress.part(0.95, 1));
        return new EstimatorResult(choice.name(), model, distribution, distribution.replicas().map(TrainedReplicas::of), identity,
                spaces, errors, "", seconds);
    }

    /**
     * Fits a density to the aligned samples of an estimate. Its neurons are those of the estimate, whose identity decides whether they
     * are shown; it is not tested again, since nothing is aligned here.
     *
     * @param before the estimates of the same model so far, that by the upstream estimator among them
     * @throws SettingException when that has too few samples
     */
    EstimatorResult fit(StudyPlan.Choice choice, List<EstimatorResult> before, Problem problem, Progress progress) {
        EstimatorResult fitted = Upstreams.choose(choice, plan.upstreams().get(choice.name()), before);
        long begun = System.nanoTime();
        ParameterDistribution distribution = density(choice, fitted.distribution(), problem.seed(), problem.executor(), progress.part(0, 0.9));
        double seconds = (System.nanoTime() - begun) * 1e-9;
        progress.check();
        List<ParameterSpace> spaces = spaces(distribution, fitted.identity(), plan.metric(), progress.part(0.9, 0.95));
        NumericArray errors = errors(distribution, problem, progress.part(0.95, 1));
        return new EstimatorResult(choice.name(), fitted.model(), distribution, Optional.empty(), Optional.empty(), spaces, errors,
                fitted.estimator(), seconds);
    }

    /**
     * Asks an estimator, before anything is computed, whether its settings suit the samples to train on.
     *
     * @throws SettingException with the path of the setting in the study
     */
    @SuppressWarnings("unchecked")
    static void check(StudyPlan.Choice choice, Samples samples) {
        if (choice.contribution().instance() instanceof SettingsCheck<?> check) {
            try {
                ((SettingsCheck<Record>) check).check(choice.settings(), samples);
            } catch (SettingException e) {
                throw choice.located(e);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static ParameterDistribution distribution(StudyPlan.Choice choice, Problem problem, Progress progress) {
        Estimator<Record> estimator = (Estimator<Record>) choice.contribution().instance();
        try {
            return estimator.estimate(problem, choice.settings(), progress);
        } catch (SettingException e) {
            throw choice.located(e);
        }
    }

    private Optional<IdentityReport> identity(ParameterDistribution distribution, Problem problem, Progress progress) {
        boolean able = distribution.replicas().isPresent() && distribution.replicas().get().count() >= LEAST_REPLICAS;
        if (!able || distribution.units().isEmpty()) {
            return Optional.empty();
        }
        progress.report(0, "testing the neurons' identity");
        IdentityReport report = IdentityTest.of(distribution, plan.analysis().surrogates(), plan.seed(), progress.part(0, 0.8));
        if (report.layers().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(distribution.commonStart() ? report.withBarrier(barrier(problem, progress.part(0.8, 1))) : report);
    }

    /** Replicas of one start lie in one valley; a barrier between them says nothing, so two others are trained. */
    private static LossBarrier barrier(Problem problem, Progress progress) {
        progress.report(0, "measuring the loss barrier");
        Replicas pair = problem.train(Resampling.none(problem.samples(), 2), Start.independent(), progress);
        if (pair.count() < 2) {
            throw new NumericalException("loss barrier", "a replica with a start of its own broke down");
        }
        NumericArray aligned = Alignment.of(pair).aligned();
        return LossBarrier.between(pair.parameters().toRows(), aligned.toRows(), problem.objective(), problem.samples());
    }

    @SuppressWarnings("unchecked")
    static ParameterDistribution density(StudyPlan.Choice choice, ParameterDistribution fitted, long seed, ReplicaExecutor executor,
            Progress progress) {
        try {
            return ((DensityEstimator<Record>) choice.contribution().instance()).fit(fitted, choice.settings(), seed, executor, progress);
        } catch (SettingException e) {
            throw choice.located(e);
        }
    }

    /** The neurons of every layer whose identity was tested. */
    static List<ParameterSpace> spaces(ParameterDistribution distribution, Optional<IdentityReport> identity, StudyPlan.Choice metric,
            Progress progress) {
        List<ParameterSpace> spaces = new ArrayList<>();
        for (String layer : identity.map(IdentityReport::names).orElse(List.of())) {
            spaces.add(space(distribution, identity.get().of(layer), metric, progress));
        }
        return spaces;
    }

    @SuppressWarnings("unchecked")
    private static ParameterSpace space(ParameterDistribution distribution, Identity identity, StudyPlan.Choice choice, Progress progress) {
        Neurons neurons = Neurons.of(distribution, identity.layer());
        Metric<Record> metric = (Metric<Record>) choice.contribution().instance();
        Distances distances = metric.distances(neurons, choice.settings(), progress);
        int[] groups = IntStream.range(0, neurons.count()).toArray();
        return new ParameterSpace(neurons, Embedding.pca(neurons), distances, groups, identity);
    }

    /** NRMSE of every replica on the test windows. */
    private NumericArray errors(ParameterDistribution distribution, Problem problem, Progress progress) {
        int replicas = test.count() == 0 ? 0 : distribution.samples().size(0);
        double[] errors = new double[replicas];
        progress.report(0, "measuring the errors of the replicas");
        problem.executor().run(replicas, b -> errors[b] = Errors.of(problem.model()
                .predict(distribution.samples().slice(b).toArray(), test), test).normalized(), progress);
        return NumericArray.of(errors);
    }
}
