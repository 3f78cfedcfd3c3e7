package org.paramscope.engine;

import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;

/**
 * A model, the samples it learns from, and the means to do it: what estimators are given.
 *
 * @param samples to train on
 * @param validation for early stopping and model choice; null when there are none
 * @param budget of each fit
 * @param seed from which starts are drawn
 * @param executor that runs replicas
 */
public record Problem(Model model, Samples samples, Samples validation, Budget budget, long seed, ReplicaExecutor executor) {

    public Problem {
        model.requireShape(samples);
        if (validation != null) {
            model.requireShape(validation);
        }
    }

    /** A problem on this machine's threads, as many as the budget says. */
    public static Problem of(Model model, Samples samples, Samples validation, Budget budget, long seed) {
        return new Problem(model, samples, validation, budget, seed, ReplicaExecutor.threads(budget.threads()));
    }

    /** Replicas from one common start. */
    public Replicas train(Resampling resampling, Progress progress) {
        return train(resampling, Start.common(), progress);
    }

    /**
     * Replicas: one for each set of weights. The results do not depend on the executor. A replica that
     * breaks down is recorded and the others go on.
     *
     * @throws NumericalException when all replicas broke down
     * @throws org.paramscope.data.CancelledException when the user cancelled
     */
    public Replicas train(Resampling resampling, Start start, Progress progress) {
        Replicas replicas = new Training(this, resampling, start, progress).run();
        if (replicas.count() == 0) {
            Replicas.Failure first = replicas.failures().getFirst();
            throw new NumericalException(first.replica(), first.step(), first.block(),
                    "all " + resampling.replicas() + " replicas broke down; a lower learning rate may help");
        }
        return replicas;
    }

    /**
     * One network: the parameters [p] fitted to the samples as they are, from the common start.
     *
     * @throws NumericalException when the fit broke down
     */
    public double[] fit(Progress progress) {
        return train(Resampling.none(samples, 1), progress).parameters().toArray();
    }

    /** Loss and gradient of the model. */
    public Objective objective() {
        return model.objective();
    }

    /** Whether there are validation samples. */
    public boolean hasValidation() {
        return validation != null && validation.count() > 0;
    }

    /** The same problem for another model of the same samples. */
    public Problem withModel(Model other) {
        return new Problem(other, samples, validation, budget, seed, executor);
    }

    /** The same problem with other samples. */
    public Problem withSamples(Samples train, Samples newValidation) {
        return new Problem(model, train, newValidation, budget, seed, executor);
    }

    /** The same problem with another budget. */
    public Problem withBudget(Budget other) {
        return new Problem(model, samples, validation, other, seed, executor);
    }

    /** The same problem with another seed. */
    public Problem withSeed(long other) {
        return new Problem(model, samples, validation, budget, other, executor);
    }

    /** The same problem on another executor. */
    public Problem withExecutor(ReplicaExecutor other) {
        return new Problem(model, samples, validation, budget, seed, other);
    }
}
