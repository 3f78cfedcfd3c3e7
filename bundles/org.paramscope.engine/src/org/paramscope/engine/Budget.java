package org.paramscope.engine;

import org.paramscope.data.SettingException;

/**
 * How much work a fit may be.
 *
 * @param steps of Adam over all samples, at least 1
 * @param learningRate above 0
 * @param patience stop early when the validation loss has not improved for so many steps, and keep the
 *     best parameters; 0 = never
 * @param threads of the replica executor, at least 1; results do not depend on it
 */
public record Budget(int steps, double learningRate, Precision precision, int patience, int threads) {

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
    }

    /** So many steps in float64, learning rate 0.01, no early stopping, one thread a core. */
    public static Budget steps(int steps) {
        return new Budget(steps, 0.01, Precision.FLOAT64, 0, Runtime.getRuntime().availableProcessors());
    }
}
