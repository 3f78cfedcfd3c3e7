package org.paramscope.estimators.flow;

import org.paramscope.data.NumericalException;
import org.paramscope.engine.Schedule;

/** Adam (Kingma, Ba 2015, algorithm 1) uphill along gradients that are computed elsewhere, at a rate that falls to 0 along a cosine. */
final class Ascent {

    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final double[] parameters;
    private final double[] first;
    private final double[] second;
    private final double rate;
    private final int steps;
    private final double largestGradient;
    private final Schedule schedule = new Schedule.Cosine(0);
    private int step;

    Ascent(double[] start, double rate, int steps, double largestGradient) {
        this.parameters = start.clone();
        this.first = new double[start.length];
        this.second = new double[start.length];
        this.rate = rate;
        this.steps = steps;
        this.largestGradient = largestGradient;
    }

    /** The parameters now. */
    double[] parameters() {
        return parameters.clone();
    }

    void step(double[] gradient) {
        double squares = 0;
        for (double value : gradient) {
            squares += value * value;
        }
        if (!Double.isFinite(squares)) {
            throw new NumericalException(0, step, "variational flow", "the gradient is not finite; a lower learning rate may help");
        }
        double factor = Math.min(1, largestGradient / (Math.sqrt(squares) + EPSILON));
        double now = rate * schedule.factor(step, steps);
        step++;
        double firstWeight = 1 - Math.pow(FIRST_DECAY, step);
        double secondWeight = 1 - Math.pow(SECOND_DECAY, step);
        for (int i = 0; i < parameters.length; i++) {
            double g = factor * gradient[i];
            first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * g;
            second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * g * g;
            parameters[i] += now * (first[i] / firstWeight) / (Math.sqrt(second[i] / secondWeight) + EPSILON);
        }
    }
}
