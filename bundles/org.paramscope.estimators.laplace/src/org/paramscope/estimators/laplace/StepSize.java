package org.paramscope.estimators.laplace;

/** Dual averaging of the logarithm of the step size towards a mean acceptance (Hoffman, Gelman 2014, section 3.2.1). */
final class StepSize {

    private static final double SHRINKAGE = 0.05;
    private static final double DELAY = 10;
    private static final double DECAY = 0.75;

    private final double target;
    private final double centre;
    private int count;
    private double error;
    private double log;
    private double averaged;

    StepSize(double first, double target) {
        this.target = target;
        this.centre = Math.log(10 * first);
        this.log = Math.log(first);
        this.averaged = log;
    }

    void update(double acceptance) {
        count++;
        double share = 1 / (count + DELAY);
        error = (1 - share) * error + share * (target - acceptance);
        log = centre - Math.sqrt(count) / SHRINKAGE * error;
        double weight = Math.pow(count, -DECAY);
        averaged = weight * log + (1 - weight) * averaged;
    }

    /** The size with which to explore. */
    double current() {
        return Math.exp(log);
    }

    /** The average over the later sizes. */
    double settled() {
        return Math.exp(averaged);
    }
}
