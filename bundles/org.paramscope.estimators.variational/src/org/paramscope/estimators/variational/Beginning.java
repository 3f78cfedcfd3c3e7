package org.paramscope.estimators.variational;

import java.util.Arrays;
import org.paramscope.data.Progress;
import org.paramscope.engine.Likelihood;
import org.paramscope.engine.Objective;
import org.paramscope.engine.Problem;
import org.paramscope.engine.random.RandomStream;

/**
 * Where an ascent begins: at the fit, with the variances that independent parameters would have if the loss were its own Gauss-Newton
 * approximation, 1 / (scale G_ii + 1 / s^2).
 *
 * @param free indices of the parameters that no mask fixes, [f]
 * @param fit their values there, [f]
 * @param deviations the standard deviations, [f]
 * @param evaluations of the gradient that the curvature cost, about: a product costs two
 */
record Beginning(int[] free, double[] fit, double[] deviations, Scales scales, double evaluations) {

    /** Up to so many parameters the diagonal is exact; beyond, it is estimated from as many random products (Hutchinson 1990). */
    private static final int PROBES = 64;

    static Beginning of(Problem problem, double noise, double priorScale, Progress progress) {
        int[] free = Coordinates.free(problem.model());
        double[] w = problem.fit(progress.part(0, 0.8));
        double square = Arrays.stream(w).map(x -> x * x).sum() / free.length;
        double priorVariance = priorScale > 0 ? priorScale * priorScale : square > 0 ? square : 1;
        Scales scales = new Scales(Likelihood.at(problem, noise, w), priorVariance);
        double[] diagonal = diagonal(problem, w, free, progress.part(0.8, 1));
        double[] deviations = new double[free.length];
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = 1 / Math.sqrt(scales.likelihood().scale() * diagonal[i] + 1 / priorVariance);
        }
        return new Beginning(free, Coordinates.select(w, free), deviations, scales, 2.0 * Math.min(PROBES, free.length));
    }

    private static double[] diagonal(Problem problem, double[] w, int[] free, Progress progress) {
        int f = free.length;
        Objective objective = problem.objective();
        boolean exact = f <= PROBES;
        double[][] estimates = new double[Math.min(f, PROBES)][];
        problem.executor().run(estimates.length, b -> {
            double[] signs = new double[f];
            RandomStream random = RandomStream.of(problem.seed(), b, "variational curvature");
            Arrays.setAll(signs, i -> exact ? i == b ? 1 : 0 : random.uniform() < 0.5 ? -1 : 1);
            double[] direction = new double[w.length];
            for (int i = 0; i < f; i++) {
                direction[free[i]] = signs[i];
            }
            double[] product = objective.gaussNewtonProduct(w, direction, problem.samples());
            estimates[b] = new double[f];
            Arrays.setAll(estimates[b], i -> signs[i] * product[free[i]]);
        }, progress);
        double[] diagonal = new double[f];
        for (int i = 0; i < f; i++) {
            diagonal[i] = exact ? Math.max(0, estimates[i][i]) : positiveMean(estimates, i);
        }
        return diagonal;
    }

    /** The mean, or its standard error where that is larger: a curvature that the probes cannot tell from 0 is not taken for 0. */
    private static double positiveMean(double[][] estimates, int i) {
        double mean = Arrays.stream(estimates).mapToDouble(row -> row[i]).average().orElseThrow();
        double squares = Arrays.stream(estimates).mapToDouble(row -> (row[i] - mean) * (row[i] - mean)).sum();
        return Math.max(mean, Math.sqrt(squares / estimates.length / (estimates.length - 1)));
    }

    /** The coordinates of an ascent of a family. */
    Coordinates coordinates(int size, GaussianFamily family) {
        double[] suited = family instanceof MatrixGaussian matrix ? matrix.separable(deviations) : deviations;
        return new Coordinates(size, free, fit, suited);
    }
}
