package org.paramscope.estimators.laplace;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.linalg.Lapack;

/**
 * Moves parameters to the mode of the posterior by damped Gauss-Newton steps (Levenberg 1944, Marquardt 1963): exact for few
 * parameters, by conjugate gradients for many (Martens 2010). For a linear model the first step arrives.
 */
final class Mode {

    private static final int DENSE = 300;
    private static final int CONJUGATE_STEPS = 25;
    private static final double CONJUGATE_TOLERANCE = 1e-3;
    /** A step that promises so few nats is the last. */
    private static final double SETTLED = 1e-10;
    private static final int MOST_REFUSALS = 12;

    private Mode() { }

    /**
     * Where the steps led.
     *
     * @param parameters [p]
     * @param steps      that were taken
     */
    record Reached(double[] parameters, int steps) { }

    /**
     * Takes at most so many steps, or fewer where the next promises nothing.
     *
     * @param start [p]
     */
    static Reached of(Posterior posterior, double[] start, int steps, Progress progress) {
        double[] w = start.clone();
        double energy = posterior.energy(w);
        double damping = 0;
        int refused = 0;
        int taken = 0;
        while (taken < steps && refused < MOST_REFUSALS) {
            progress.check();
            progress.report((double) taken / steps, "moving to the mode of the posterior");
            double[] gradient = posterior.gradient(w);
            if (dot(gradient, gradient) == 0) {
                return new Reached(w, taken);
            }
            Step step = step(posterior, w, gradient, damping, progress);
            double[] next = w.clone();
            for (int i = 0; i < w.length; i++) {
                next[i] += step.direction()[i];
            }
            double after = posterior.energy(next);
            boolean last = step.promise() < SETTLED;
            double curvature = step.promise() / dot(step.direction(), step.direction());
            // rounding of the energy hides what a last step gains; it is short, and taken
            if (energy - after > 0.25 * step.promise() || last && Math.abs(energy - after) < 1e-9 * (1 + Math.abs(energy))) {
                w = next;
                energy = after;
                damping = damping / 4 < 1e-6 * curvature ? 0 : damping / 4;
                refused = 0;
                taken++;
                if (last) {
                    return new Reached(w, taken);
                }
            } else {
                damping = Math.max(4 * damping, 1e-2 * curvature);
                refused++;
            }
        }
        return new Reached(w, taken);
    }

    /** @param promise by how much the quadratic model falls, in nats */
    private record Step(double[] direction, double promise) { }

    private static Step step(Posterior posterior, double[] w, double[] gradient, double damping, Progress progress) {
        double[] direction = posterior.active().length <= DENSE ? dense(posterior, w, gradient, damping, progress)
                : conjugate(posterior, w, gradient, damping, progress);
        double[] image = posterior.product(w, direction);
        return new Step(direction, -dot(gradient, direction) - dot(image, direction) / 2);
    }

    private static double[] dense(Posterior posterior, double[] w, double[] gradient, double damping, Progress progress) {
        int[] active = posterior.active();
        int m = active.length;
        double[] matrix = matrix(posterior, w, progress);
        double[] right = new double[m];
        for (int i = 0; i < m; i++) {
            matrix[i * m + i] += damping;
            right[i] = -gradient[active[i]];
        }
        NumericArray solved = Lapack.solvePositive(NumericArray.owned(matrix, m, m), NumericArray.owned(right));
        double[] direction = new double[w.length];
        for (int i = 0; i < m; i++) {
            direction[active[i]] = solved.at(i);
        }
        return direction;
    }

    /** The Gauss-Newton matrix of the energy, by its rows or by products with the axes, whatever takes fewer passes. */
    private static double[] matrix(Posterior posterior, double[] w, Progress progress) {
        int[] active = posterior.active();
        int m = active.length;
        double[] sum = new double[m * m];
        GaussNewtonRows rows = new GaussNewtonRows(posterior.problem(), Integer.MAX_VALUE, posterior.evaluations());
        if (rows.outputs(w) > Evaluations.PRODUCT * m) {
            posterior.problem().executor().run(m, i -> {
                progress.check();
                double[] axis = new double[w.length];
                axis[active[i]] = 1;
                double[] product = posterior.product(w, axis);
                for (int j = 0; j < m; j++) {
                    sum[i * m + j] = product[active[j]];
                }
            }, Progress.none());
            return sum;
        }
        rows.read(w, progress, (sample, part) ->
                GaussNewtonRows.add(Lapack.gram(Curvature.columns(part, active), posterior.problem().executor()), sum));
        for (int k = 0; k < m * m; k++) {
            sum[k] = sum[k] * posterior.likelihood().scale() + (k % (m + 1) == 0 ? posterior.priorPrecision() : 0);
        }
        return sum;
    }

    private static double[] conjugate(Posterior posterior, double[] w, double[] gradient, double damping, Progress progress) {
        int p = w.length;
        double[] x = new double[p];
        double[] residual = new double[p];
        for (int i = 0; i < p; i++) {
            residual[i] = -gradient[i];
        }
        double[] search = residual.clone();
        double square = dot(residual, residual);
        double enough = CONJUGATE_TOLERANCE * CONJUGATE_TOLERANCE * square;
        for (int k = 0; k < CONJUGATE_STEPS && square > enough; k++) {
            progress.check();
            double[] image = posterior.product(w, search);
            for (int i = 0; i < p; i++) {
                image[i] += damping * search[i];
            }
            double length = square / dot(search, image);
            for (int i = 0; i < p; i++) {
                x[i] += length * search[i];
                residual[i] -= length * image[i];
            }
            double next = dot(residual, residual);
            for (int i = 0; i < p; i++) {
                search[i] = residual[i] + next / square * search[i];
            }
            square = next;
        }
        return x;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
