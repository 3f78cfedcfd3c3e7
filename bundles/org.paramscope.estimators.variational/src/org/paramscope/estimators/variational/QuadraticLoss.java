package org.paramscope.estimators.variational;

import java.util.Arrays;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Objective;
import org.paramscope.engine.Problem;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

/**
 * A loss that is quadratic in the parameters, in the coordinates of the ascent: L = value + gradient'u + u' hessian u / 2. So is squared
 * error of a model that is affine in its parameters. Its expectation under a Gaussian is exact.
 *
 * @param gradient at the centre, [f]
 * @param hessian [f, f]
 */
record QuadraticLoss(double value, double[] gradient, NumericArray hessian) {

    /** Largest number of free parameters, for the Hessian is formed. */
    static final int LARGEST = 1000;
    private static final int TRIALS = 3;
    private static final double TRIAL_DISTANCE = 10;
    private static final double TOLERANCE = 1e-8;

    /**
     * The loss of a problem.
     *
     * @throws SettingException when the loss is not quadratic or there are more than {@value #LARGEST} parameters
     */
    static QuadraticLoss of(Problem problem, Coordinates coordinates, Progress progress) {
        int f = coordinates.count();
        if (f > LARGEST) {
            throw new SettingException("gradient", "analytic", "a model of at most " + LARGEST + " free parameters is needed, this one has "
                    + f + "; sticking-the-landing or analytic-divergence is allowed");
        }
        Objective objective = problem.objective();
        double[] centre = coordinates.parameters(new double[f]);
        requireQuadratic(problem, objective, coordinates, centre);
        double[] hessian = new double[f * f];
        problem.executor().run(f, j -> {
            double[] direction = new double[coordinates.size()];
            direction[coordinates.free()[j]] = coordinates.scale()[j];
            double[] row = coordinates.slope(objective.hessianProduct(centre, direction, problem.samples()));
            System.arraycopy(row, 0, hessian, j * f, f);
        }, progress);
        for (int i = 0; i < f; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (hessian[i * f + j] + hessian[j * f + i]) / 2;
                hessian[i * f + j] = mean;
                hessian[j * f + i] = mean;
            }
        }
        return new QuadraticLoss(objective.loss(centre, problem.samples()), coordinates.slope(objective.gradient(centre, problem.samples())),
                NumericArray.owned(hessian, f, f));
    }

    /** The Hessian must be the same everywhere: it is compared at random points some standard deviations away. */
    private static void requireQuadratic(Problem problem, Objective objective, Coordinates coordinates, double[] centre) {
        RandomStream random = RandomStream.of(problem.seed(), 0, "quadratic loss");
        double[] unit = StochasticAscent.noise(random, coordinates.count());
        double[] direction = coordinates.parameters(unit);
        Arrays.setAll(direction, i -> direction[i] - centre[i]);
        double[] here = objective.hessianProduct(centre, direction, problem.samples());
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] u = StochasticAscent.noise(random, coordinates.count());
            Arrays.setAll(u, i -> TRIAL_DISTANCE * u[i]);
            double[] there = objective.hessianProduct(coordinates.parameters(u), direction, problem.samples());
            double difference = 0;
            double size = 0;
            for (int i = 0; i < here.length; i++) {
                difference = Math.max(difference, Math.abs(there[i] - here[i]));
                size = Math.max(size, Math.abs(here[i]));
            }
            if (difference > TOLERANCE * size) {
                throw new SettingException("gradient", "analytic", "a loss that is quadratic in the parameters is needed: squared error of a"
                        + " model that is affine in them; sticking-the-landing or analytic-divergence is allowed");
            }
        }
    }

    /** E_q L = L(m) + tr(hessian Sigma) / 2; its gradient with respect to theta is added {@code factor} times. */
    double expectation(GaussianFamily family, double[] theta, double factor, double[] addTo) {
        int f = gradient.length;
        NumericArray columns = family.columns(theta);
        double[] products = Lapack.multiply(columns, hessian).toArray();
        double trace = 0;
        double[] unit = new double[family.noises()];
        double[] total = new double[theta.length];
        for (int k = 0; k < unit.length; k++) {
            double[] slope = Arrays.copyOfRange(products, k * f, (k + 1) * f);
            for (int i = 0; i < f; i++) {
                trace += slope[i] * columns.at(k * f + i);
            }
            unit[k] = 1;
            family.pullBack(theta, unit, slope, total);
            unit[k] = 0;
        }
        double[] mean = Arrays.copyOf(theta, f);
        double[] slope = Lapack.multiply(hessian, NumericArray.of(mean, f, 1)).toArray();
        double expectation = value + trace / 2;
        for (int i = 0; i < f; i++) {
            expectation += mean[i] * (gradient[i] + slope[i] / 2);
            // the pull-back of the spread moved the mean, too, which it does not depend on
            total[i] = gradient[i] + slope[i];
        }
        for (int k = 0; k < total.length; k++) {
            addTo[k] += factor * total[k];
        }
        return expectation;
    }
}
