package org.paramscope.engine;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.internal.plan.Descent;
import org.paramscope.engine.internal.plan.Evaluation;
import org.paramscope.engine.random.RandomStream;

/** Trains all replicas of a problem: one task each, whatever the fitter. */
final class Training {

    private static final String PURPOSE = "start";
    private final Problem problem;
    private final Model model;
    private final Resampling resampling;
    private final Start start;
    private final Progress progress;
    private final Descent descent;
    private final Evaluation evaluation;
    private final Evaluation validation;
    private final double[] validationWeights;

    Training(Problem problem, Resampling resampling, Start start, Progress progress) {
        this.problem = problem;
        this.model = problem.model();
        this.resampling = resampling;
        this.start = start;
        this.progress = progress;
        boolean descends = model.fitter() == Fitter.GRADIENT && model.parameters() > 0;
        this.descent = descends
                ? Descent.of(model.plan(), problem.samples(), problem.validation(), problem.budget(), problem.seed()) : null;
        this.evaluation = Evaluation.besideTraining(model.plan(), problem.samples());
        this.validation = problem.hasValidation()
                ? evaluation.on(problem.validation()) : null;
        this.validationWeights = validation == null ? null : problem.validation().weights().toArray();
    }

    /** Gradient descent on given weights, without replicas around it. */
    static double[] single(Model model, Samples samples, double[] weights, double[] start, Budget budget) {
        return Descent.of(model.plan(), samples, null, budget).fit(0, start, weights, null, Progress.none());
    }

    /** Common start of a problem. */
    static double[] commonStart(Problem problem) {
        return problem.model().initial(RandomStream.of(problem.seed(), 0, PURPOSE));
    }

    Replicas run() {
        int count = resampling.replicas();
        int p = model.parameters();
        checkStart(count);
        // nothing else grows with the number of replicas: each writes its row where the result has it
        double[] parameters = new double[Math.multiplyExact(count, p)];
        double[] losses = new double[count];
        double[] validationLosses = new double[count];
        Replicas.Failure[] failed = new Replicas.Failure[count];
        try (ReplicaProgress steps = new ReplicaProgress(progress, count)) {
            train(count, p, steps, parameters, losses, validationLosses, failed);
        }
        return collect(parameters, losses, validationLosses, failed);
    }

    private void train(int count, int p, ReplicaProgress steps, double[] parameters, double[] losses, double[] validationLosses,
            Replicas.Failure[] failed) {
        problem.executor().run(count, b -> {
            try {
                Progress own = steps.of(b);
                double[] weights = weights(b);
                Samples perturbed = perturbed(b);
                double[] fitted = fit(b, perturbed, weights, own);
                losses[b] = (perturbed == null ? evaluation : evaluation.on(perturbed)).loss(fitted, weights, own);
                validationLosses[b] = validation == null ? Double.NaN : validation.loss(fitted, validationWeights, own);
                System.arraycopy(fitted, 0, parameters, b * p, p);
            } catch (NumericalException e) {
                failed[b] = new Replicas.Failure(b, e.step(), e.block(), e.getMessage());
            }
            steps.ended(b);
        }, steps.silent());
    }

    /** The replica's own samples; null for the problem's, which are laid out once for all. */
    private Samples perturbed(int b) {
        Samples perturbed = resampling.samples(b).orElse(null);
        if (perturbed != null) {
            model.requireShape(perturbed);
            if (perturbed.count() != problem.samples().count()) {
                throw new ShapeException("perturbed samples of " + perturbed.count() + " rows for " + problem.samples().count());
            }
        }
        return perturbed;
    }

    private double[] fit(int b, Samples perturbed, double[] weights, Progress own) {
        double[] from = startOf(b);
        if (model.parameters() == 0) {
            return from;
        }
        if (descent != null) {
            Descent here = perturbed == null ? descent
                    : Descent.of(model.plan(), perturbed, problem.validation(), problem.budget(), problem.seed());
            return here.fit(b, from, weights, null, own);
        }
        double[] fitted = model.fitter().fit(model, perturbed == null ? problem.samples() : perturbed, weights, from, problem.budget());
        model.requireParameters(fitted);
        for (int i = 0; i < fitted.length; i++) {
            if (!Double.isFinite(fitted[i])) {
                throw new NumericalException(b, 0, model.layout().entryAt(i).name(), "the fitted value is " + fitted[i]);
            }
        }
        return fitted;
    }

    private double[] weights(int b) {
        double[] weights = resampling.weights(b);
        NumericArray likelihood = problem.samples().weights();
        if (weights.length != likelihood.length()) {
            throw new ShapeException("a resampling of " + weights.length + " rows for " + likelihood.length() + " samples");
        }
        for (int n = 0; n < weights.length; n++) {
            weights[n] *= likelihood.at(n);
        }
        return weights;
    }

    private double[] startOf(int b) {
        return switch (start) {
            case Start.Common common -> commonStart(problem);
            case Start.Independent independent -> model.initial(RandomStream.of(problem.seed(), b + 1L, PURPOSE));
            case Start.At at -> at.parameters().rank() == 1 ? at.parameters().toArray() : at.parameters().slice(b).toArray();
        };
    }

    private void checkStart(int count) {
        if (start instanceof Start.At at) {
            int[] shape = at.parameters().shape();
            boolean one = shape.length == 1 && shape[0] == model.parameters();
            boolean each = shape.length == 2 && shape[0] == count && shape[1] == model.parameters();
            if (!one && !each) {
                throw new ShapeException("starts " + Arrays.toString(shape) + " for " + count + " replicas of "
                        + model.parameters() + " parameters");
            }
        }
    }

    private Replicas collect(double[] parameters, double[] losses, double[] validationLosses, Replicas.Failure[] failed) {
        int p = model.parameters();
        int[] kept = IntStream.range(0, losses.length).filter(b -> failed[b] == null).toArray();
        boolean common = start instanceof Start.Common || start instanceof Start.At at && at.parameters().rank() == 1;
        double[] starts = new double[common ? p : kept.length * p];
        for (int i = 0; i < kept.length; i++) {
            int b = kept[i];
            System.arraycopy(parameters, b * p, parameters, i * p, p);
            if (!common) {
                System.arraycopy(startOf(b), 0, starts, i * p, p);
            }
            losses[i] = losses[b];
            validationLosses[i] = validationLosses[b];
        }
        if (common) {
            System.arraycopy(startOf(0), 0, starts, 0, p);
        }
        double[] rows = kept.length == losses.length ? parameters : Arrays.copyOf(parameters, kept.length * p);
        return new Replicas(model, NumericArray.owned(rows, kept.length, p),
                NumericArray.owned(starts, common ? 1 : kept.length, p), first(losses, kept.length), first(validationLosses, kept.length),
                Arrays.stream(failed).filter(Objects::nonNull).toList(), resampling.description(), problem.seed(), problem.samples());
    }

    private static NumericArray first(double[] values, int count) {
        return NumericArray.owned(values.length == count ? values : Arrays.copyOf(values, count), count);
    }
}
