package org.paramscope.estimators.variational;

/** KL(q || N(0, s^2 I)) in nats, of q over the parameters as its coordinates give it. */
record Divergence(GaussianFamily family, Coordinates coordinates) {

    /** E_q |w|^2, the sum over the free parameters. */
    double square(double[] theta) {
        double[] variances = family.variances(theta);
        double sum = 0;
        for (int i = 0; i < variances.length; i++) {
            double scale = coordinates.scale()[i];
            double mean = coordinates.centre()[i] + scale * theta[i];
            sum += mean * mean + scale * scale * variances[i];
        }
        return sum;
    }

    /** 1/2 (E_q |w|^2 / s^2 - f + f log s^2 - log |Sigma|). */
    double value(double[] theta, double priorVariance) {
        int f = family.size();
        return 0.5 * (square(theta) / priorVariance - f + f * StrictMath.log(priorVariance) - family.logDeterminant(theta))
                - coordinates.logScale();
    }

    /** Adds {@code factor} times the gradient with respect to theta. */
    void addGradient(double[] theta, double priorVariance, double factor, double[] gradient) {
        double[] weights = new double[family.size()];
        for (int i = 0; i < weights.length; i++) {
            double scale = coordinates.scale()[i];
            gradient[i] += factor * scale * (coordinates.centre()[i] + scale * theta[i]) / priorVariance;
            weights[i] = factor * scale * scale / (2 * priorVariance);
        }
        family.addVarianceGradient(theta, weights, gradient);
        family.addLogDeterminantGradient(theta, -0.5 * factor, gradient);
    }
}
