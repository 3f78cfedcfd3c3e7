package org.paramscope.geometry.front;

/** Schwarz's Bayesian information criterion under Gaussian residuals: n log(mse) + k log(n) (Schwarz 1978). */
public final class Schwarz implements Criterion<Schwarz.Settings> {

    /** Nothing to set. */
    public record Settings() {
    }

    @Override
    public double value(Fit fit, Settings settings) {
        return fit.distinct() * Math.log(fit.meanSquaredError()) + fit.complexity() * Math.log(fit.distinct());
    }

    @Override
    public String assumption() {
        return "a heuristic: networks are singular models; n = distinct samples";
    }
}
