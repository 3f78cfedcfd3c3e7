package org.paramscope.engine;

import java.util.Objects;
import org.paramscope.data.SettingException;

/**
 * How much work a fit may be, and how it is done.
 *
 * @param steps of the optimiser, at least 1
 * @param learningRate above 0
 * @param patience stop early when the validation loss has not improved for so many steps, and keep the
 *     best parameters; 0 = never
 * @param threads of the replica executor, at least 1; results do not depend on it
 * @param optimiser that a step follows
 * @param schedule of the learning rate
 * @param clipping of the gradient
 * @param batch rows that a step looks at; 0 = all. Each epoch takes the rows of positive weight in a new random order,
 *     so many at a time; the last batch of an epoch may be shorter. The loss is the weighted mean within the batch
 */
public record Budget(int steps, double learningRate, Precision precision, int patience, int threads, Optimiser optimiser,
        Schedule schedule, Clipping clipping, int batch) {

    public Budget {
        if (steps < 1) {
            throw new SettingException("steps", Integer.toString(steps), "at least 1 is needed");
        }
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new SettingException("learningRate", Double.toString(learningRate), "a number above 0 is needed");
        }
        if (patience < 0) {
            throw new SettingException("patience", Integer.toString(patience), "0 (never) or more steps are allowed");
        }
        if (threads < 1) {
            throw new SettingException("threads", Integer.toString(threads), "at least 1 is needed");
        }
        if (batch < 0) {
            throw new SettingException("batch", Integer.toString(batch), "0 (all rows) or more rows are allowed");
        }
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(clipping, "clipping");
        Objects.requireNonNull(schedule, "schedule");
        switch (optimiser) {
            case Optimiser.LimitedMemoryBfgs bfgs -> requirePlain(schedule, clipping, batch);
            case Optimiser.FirstOrder firstOrder -> { }
        }
    }

    /** Adam at a constant learning rate on all rows, gradients as they are. */
    public Budget(int steps, double learningRate, Precision precision, int patience, int threads) {
        this(steps, learningRate, precision, patience, threads, new Optimiser.Adam(), new Schedule.Constant(),
                new Clipping.None(), 0);
    }

    /** So many steps in float64, learning rate 0.01, no early stopping, one thread a core. */
    public static Budget steps(int steps) {
        return new Budget(steps, 0.01, Precision.FLOAT64, 0, Runtime.getRuntime().availableProcessors());
    }

    /** The same with another number of steps. */
    public Budget withSteps(int other) {
        return new Budget(other, learningRate, precision, patience, threads, optimiser, schedule, clipping, batch);
    }

    /** The same with another patience. */
    public Budget withPatience(int other) {
        return new Budget(steps, learningRate, precision, other, threads, optimiser, schedule, clipping, batch);
    }

    /** The same with another optimiser. */
    public Budget withOptimiser(Optimiser other) {
        return new Budget(steps, learningRate, precision, patience, threads, other, schedule, clipping, batch);
    }

    /** The same with another schedule. */
    public Budget withSchedule(Schedule other) {
        return new Budget(steps, learningRate, precision, patience, threads, optimiser, other, clipping, batch);
    }

    /** The same with another clipping. */
    public Budget withClipping(Clipping other) {
        return new Budget(steps, learningRate, precision, patience, threads, optimiser, schedule, other, batch);
    }

    /** The same with another size of the batches. */
    public Budget withBatch(int other) {
        return new Budget(steps, learningRate, precision, patience, threads, optimiser, schedule, clipping, other);
    }

    /** A line search compares losses of one function along its own gradient. */
    private static void requirePlain(Schedule schedule, Clipping clipping, int batch) {
        if (batch > 0) {
            throw new SettingException("batch", Integer.toString(batch), "only 0 (all rows) is allowed with limited-memory BFGS");
        }
        if (!(schedule instanceof Schedule.Constant)) {
            throw new SettingException("schedule", schedule.toString(), "only a constant one is allowed with limited-memory BFGS");
        }
        if (!(clipping instanceof Clipping.None)) {
            throw new SettingException("clipping", clipping.toString(), "only none is allowed with limited-memory BFGS");
        }
    }
}
