package org.paramscope.geometry.front;

/** Akaike's information criterion under Gaussian residuals: n log(mse) + 2 k (Akaike 1974). */
public final class Akaike implements Criterion<Akaike.Settings> {

    /** Nothing to set. */
    public record Settings() {
    }

    @Override
    public double value(Fit fit, Settings settings) {
        return fit.distinct() * Math.log(fit.meanSquaredError()) + 2.0 * fit.complexity();
    }

    @Override
    public String assumption() {
        return "a heuristic: networks are singular models; n = distinct samples";
    }
}
