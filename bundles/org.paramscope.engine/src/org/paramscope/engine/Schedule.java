package org.paramscope.engine;

import org.paramscope.data.SettingException;

/** How the learning rate changes from step to step. */
public sealed interface Schedule {

    /**
     * The factor on the learning rate.
     *
     * @param step from 0 to {@code steps - 1}
     * @param steps of the whole training
     */
    double factor(int step, int steps);

    /** No change. */
    record Constant() implements Schedule {

        @Override
        public double factor(int step, int steps) {
            return 1;
        }
    }

    /**
     * A factor each so many steps: factor^floor(step / every).
     *
     * @param every steps, at least 1
     * @param factor above 0, at most 1
     */
    record StepDecay(int every, double factor) implements Schedule {

        public StepDecay {
            requireSteps("every", every);
            requireFactor(factor);
        }

        @Override
        public double factor(int step, int steps) {
            return StrictMath.pow(factor, step / every);
        }
    }

    /**
     * A factor each step: factor^step.
     *
     * @param factor above 0, at most 1
     */
    record Exponential(double factor) implements Schedule {

        public Exponential {
            requireFactor(factor);
        }

        @Override
        public double factor(int step, int steps) {
            return StrictMath.pow(factor, step);
        }
    }

    /**
     * Half a cosine from 1 down to a floor: floor + (1 - floor) (1 + cos(pi step / steps)) / 2 (Loshchilov, Hutter 2017,
     * equation 5, without restarts).
     *
     * @param floor from 0 to 1
     */
    record Cosine(double floor) implements Schedule {

        public Cosine {
            if (!(floor >= 0 && floor <= 1)) {
                throw new SettingException("floor", Double.toString(floor), "a number from 0 to 1 is allowed");
            }
        }

        @Override
        public double factor(int step, int steps) {
            return floor + (1 - floor) * (1 + StrictMath.cos(Math.PI * step / steps)) / 2;
        }
    }

    /**
     * A linear rise, (step + 1) / length over the first {@code length} steps (Goyal and others 2017), after which
     * another schedule begins at its own step 0 with the steps that are left.
     *
     * @param length of the rise in steps, at least 1
     * @param after no warm-up itself
     */
    record WarmUp(int length, Schedule after) implements Schedule {

        public WarmUp {
            requireSteps("length", length);
            if (after instanceof WarmUp) {
                throw new SettingException("after", "a warm-up", "any other schedule may follow a warm-up");
            }
        }

        @Override
        public double factor(int step, int steps) {
            return step < length ? (step + 1.0) / length : after.factor(step - length, steps - length);
        }
    }

    private static void requireSteps(String setting, int steps) {
        if (steps < 1) {
            throw new SettingException(setting, Integer.toString(steps), "at least 1 step is needed");
        }
    }

    private static void requireFactor(double factor) {
        if (!(factor > 0 && factor <= 1)) {
            throw new SettingException("factor", Double.toString(factor), "a number above 0, at most 1, is allowed");
        }
    }
}
