package org.paramscope.estimators.laplace;

import org.paramscope.data.Progress;
import org.paramscope.engine.Likelihood;
import org.paramscope.engine.Problem;

/**
 * The mode of a posterior and the curvature there, with the precision of the prior and the noise that the evidence prefers where they
 * are not given.
 */
record Evidence(Posterior posterior, double[] mode, Curvature curvature) {

    private static final int MOST_ROUNDS = 15;
    private static final int MOST_UPDATES = 500;
    /** Relative change of prior and noise between rounds. */
    private static final double SETTLED = 1e-5;
    /** Share of the values beyond which parameters no longer count against the noise: residuals of more say nothing of it. */
    private static final double MOST_DETERMINED = 0.5;
    /** Where the data determine no parameter the evidence would have all at 0. */
    private static final double LARGEST_PRECISION = 1e12;

    /** Precision of the prior, and standard deviation of the noise, NaN where there is none. */
    private record Scales(double precision, double noise) {

        boolean near(Scales other) {
            return Math.abs(precision - other.precision) <= SETTLED * precision
                    && (Double.isNaN(noise) || Math.abs(noise - other.noise) <= SETTLED * noise);
        }
    }

    /**
     * @param precision of the prior; 0: the one that the evidence prefers
     * @param noise     standard deviation; 0: the one that the evidence prefers
     * @param steps     most steps to the mode, of all rounds together
     * @param most      samples from which the curvature is taken
     * @param fit       [p], from which to start
     */
    static Evidence of(Problem problem, Structure structure, double precision, double noise, int steps, int most,
            double[] fit, Evaluations evaluations, Progress progress) {
        boolean noisy = Likelihood.hasNoise(problem.model());
        boolean openNoise = noisy && noise == 0;
        int[] active = Partition.of(structure, problem.model()).active();
        Scales scales = new Scales(precision > 0 ? precision : 1, openNoise ? Likelihood.noiseAt(problem, fit) : noisy ? noise : Double.NaN);
        double[] w = fit;
        int left = steps;
        boolean open = precision == 0 || openNoise;
        for (int round = 0; ; round++) {
            progress.check();
            progress.report((double) round / MOST_ROUNDS, "weighing the evidence");
            Posterior posterior = new Posterior(problem, active, scales.noise(), scales.precision(), evaluations);
            Mode.Reached reached = Mode.of(posterior, w, open ? (left + 1) / 2 : left, new Silent(progress));
            w = reached.parameters();
            left -= reached.steps();
            Curvature curvature = Curvature.of(problem, structure, most, w, evaluations, new Silent(progress));
            Evidence evidence = new Evidence(posterior, w, curvature);
            if (!open || round >= MOST_ROUNDS) {
                return evidence;
            }
            Scales next = evidence.update(precision == 0, openNoise);
            if (next.near(scales)) {
                return evidence;
            }
            scales = next;
        }
    }

    /** The fixed point of both scales at this mode. */
    private Scales update(boolean openPrecision, boolean openNoise) {
        double[] eigenvalues = curvature.eigenvalues();
        double squaredNorm = posterior.squaredNorm(mode);
        double count = posterior.likelihood().count();
        Problem problem = posterior.problem();
        double residual = openNoise ? Likelihood.noiseAt(problem, mode) : Double.NaN;
        Scales scales = new Scales(posterior.priorPrecision(), posterior.likelihood().noise());
        for (int k = 0; k < MOST_UPDATES; k++) {
            double scale = Likelihood.of(problem, scales.noise()).scale();
            double gamma = gamma(eigenvalues, scale, scales.precision());
            Scales next = new Scales(openPrecision ? precision(gamma, squaredNorm) : scales.precision(),
                    openNoise ? residual * Math.sqrt(count / (count - Math.min(gamma, MOST_DETERMINED * count))) : scales.noise());
            boolean settled = next.near(scales);
            scales = next;
            if (settled) {
                break;
            }
        }
        return scales;
    }

    /** Whether gamma is so large that the residuals say nothing of the noise. */
    boolean saturated() {
        return Likelihood.hasNoise(posterior.problem().model()) && gamma() > MOST_DETERMINED * posterior.likelihood().count();
    }

    private static double precision(double gamma, double squaredNorm) {
        return squaredNorm > 0 ? Math.clamp(gamma / squaredNorm, 1 / LARGEST_PRECISION, LARGEST_PRECISION) : LARGEST_PRECISION;
    }

    /** The number of parameters that the data determine: sum of s l / (s l + alpha). */
    double gamma() {
        return gamma(curvature.eigenvalues(), posterior.likelihood().scale(), posterior.priorPrecision());
    }

    private static double gamma(double[] eigenvalues, double scale, double precision) {
        double sum = 0;
        for (double value : eigenvalues) {
            sum += scale * value / (scale * value + precision);
        }
        return sum;
    }

    /**
     * log p(D) by Laplace's method: log p(D | w*) - alpha / 2 |w*|^2 + k / 2 log alpha - 1/2 sum of log(s l + alpha), k parameters
     * not taken as known.
     */
    double logEvidence() {
        double precision = posterior.priorPrecision();
        double sum = posterior.likelihood().log(mode) - precision / 2 * posterior.squaredNorm(mode);
        for (double value : curvature.eigenvalues()) {
            sum -= Math.log1p(posterior.likelihood().scale() * value / precision) / 2;
        }
        return sum;
    }
}
