package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * One draw from a normal distribution for each sample, differentiable in its mean and covariance (reparameterisation; Kingma,
 * Welling 2014): z = m + exp(s / 2) e, z = m + L e, or z = m + exp(s / 2) e + U f, with standard normal e and f. Predictions
 * take z = m. In a recurrence each step draws anew; in a vector field every evaluation sees the same numbers, so that the
 * differential equation stays one.
 *
 * @param mean position of m
 * @param spread positions of what the form of the covariance asks for
 */
public record GaussianSample(String name, int mean, CovarianceForm form, List<Integer> spread) implements Block {

    public GaussianSample {
        spread = List.copyOf(spread);
    }

    @Override
    public List<Integer> sources() {
        List<Integer> sources = new ArrayList<>(List.of(mean));
        sources.addAll(spread);
        return sources;
    }

    @Override
    public Shape shape(List<Shape> in) {
        form.require(name, in.getFirst(), in.subList(1, in.size()));
        return in.getFirst();
    }

    @Override
    public long flop(List<Shape> in) {
        long factor = switch (form) {
            case DIAGONAL -> 0;
            case FULL -> in.get(1).size();
            case LOW_RANK -> in.get(2).size();
        };
        return 3L * in.getFirst().size() + 2 * factor;
    }

    @Override
    public String describe(List<String> names) {
        return "a draw from N(" + names.getFirst() + ", " + form.describe(names.subList(1, names.size())) + ")";
    }

    @Override
    public GaussianSample withSources(List<Integer> positions) {
        return new GaussianSample(name, positions.getFirst(), form, positions.subList(1, positions.size()));
    }
}
