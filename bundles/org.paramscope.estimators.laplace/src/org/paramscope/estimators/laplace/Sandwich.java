package org.paramscope.estimators.laplace;

import java.util.Arrays;
import java.util.Locale;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Estimator;
import org.paramscope.engine.ParameterDensity;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.SymmetricEigen;

/**
 * The covariance of the fit over other data of the same origin, A^-1 S A^-1 (Huber 1967; White 1980), which holds when the model or the
 * variance of its noise is wrong: A the summed Gauss-Newton matrix of the loss, S the summed products of the gradients of the samples,
 * weighted as in the loss. It needs no noise and no prior; the mean is the fit itself. For a linear model with squared error it is the
 * heteroscedasticity-consistent covariance of the textbooks.
 *
 * <p>HC2 and HC3 (MacKinnon, White 1985) divide residuals by (1 - leverage)^(1/2) and (1 - leverage); for a sample of several outputs these
 * are the same powers of the matrix I - H of the sample (Bell, McCaffrey 2002). HAC (Newey, West 1987) adds the products of samples that
 * are at most a lag apart in one sampling group, by Bartlett's weights 1 - distance / (lag + 1).
 *
 * <p>A is damped where it is singular, as it is for most networks: with delta I, delta the setting times the largest eigenvalue. Variance in
 * directions that the data do not determine is then not infinite but left out.
 *
 * <p>Diagnostics: {@code condition} of A, {@code damping} delta, {@code lag} of HAC in samples of the signal, {@code leverages of one}, samples
 * of which HC2 and HC3 cannot tell the residual from zero, {@code gradient norm at the fit}, and {@code gradient evaluations}.
 */
public final class Sandwich implements Estimator<Sandwich.Settings> {

    /**
     * @param correction of the residuals
     * @param lag        of HAC, in samples of the signal; 0: a window, or a period if that is longer
     * @param damping    in units of the largest eigenvalue of A; used where an eigenvalue is below a ten-thousandth of it
     * @param draws      number of samples of the normal distribution
     */
    public record Settings(
            @Setting(label = "Correction", help = "HAC for a series, HC3 for independent rows") Correction correction,
            @Setting(label = "Lag", min = 0, max = 1_000_000_000, unit = "samples", help = "of HAC; 0: a window, or a period if longer") int lag,
            @Setting(label = "Damping", min = 1e-15, max = 1,
                    help = "share of the largest eigenvalue that is added to all where the smallest is lower by far") double damping,
            @Setting(label = "Draws", min = 0, max = 100_000) int draws) {
        public Settings() {
            this(Correction.HAC, 0, 1e-8, 100);
        }
    }

    private static final double LEVERAGE_OF_ONE = 1e-10;
    private static final double SINGULAR = 1e-4;

    @Override
    public ParameterDistribution estimate(Problem problem, Settings settings, Progress progress) {
        int[] trained = Partition.trained(problem.model());
        if (trained.length > Curvature.LARGEST) {
            throw new SettingException("model", trained.length + " parameters", String.format(Locale.ROOT, "at most %d are possible: a matrix "
                    + "of %.1f GB would be formed and decomposed", Curvature.LARGEST, 8e-9 * trained.length * trained.length));
        }
        int n = problem.samples().count();
        if (settings.correction() == Correction.HC1 && n <= trained.length) {
            throw new SettingException("correction", "hc1", "more samples than the " + trained.length + " parameters are needed, there are " + n);
        }
        Evaluations evaluations = new Evaluations();
        double[] w = problem.fit(progress.part(0, 0.5));
        GaussNewtonRows rows = new GaussNewtonRows(problem, Integer.MAX_VALUE, evaluations);
        progress.report(0.5, "summing the curvature");
        Bread bread = Bread.of(problem, rows, w, trained, settings.damping(), progress);
        progress.report(0.7, "summing the gradients");
        boolean residuals = settings.correction() == Correction.HC2 || settings.correction() == Correction.HC3;
        Scores scores = residuals ? corrected(rows, w, trained, bread, settings.correction(), progress) : gradients(problem, w, trained, rows);
        evaluations.add(residuals ? 0 : 1);
        NumericArray neighbours = scores.rows();
        int lag = 0;
        if (settings.correction() == Correction.HAC) {
            lag = settings.lag() > 0 ? settings.lag() : SeriesLag.of(problem.samples());
            neighbours = SeriesLag.smoothed(scores.rows(), problem.samples(), lag, progress);
        }
        progress.report(0.9, "multiplying the sandwich");
        NumericArray meat = Lapack.multiplyTransposed(scores.rows(), neighbours);
        double factor = settings.correction() == Correction.HC1 ? (double) n / (n - trained.length) : 1;
        Covariance covariance = spread(Lapack.multiply(Lapack.multiply(bread.inverse(), meat), bread.inverse()), factor, trained, w.length);
        ParameterDistribution distribution = distribution(problem, w, covariance, settings.draws());
        distribution = distribution.withDiagnostic("condition", bread.condition()).withDiagnostic("damping", bread.damping());
        if (settings.correction() == Correction.HAC) {
            distribution = distribution.withDiagnostic("lag", lag);
        }
        if (residuals) {
            distribution = distribution.withDiagnostic("leverages of one", scores.leveragesOfOne());
        }
        double[] gradient = problem.objective().gradient(w, problem.samples());
        return distribution.withDiagnostic("gradient norm at the fit", Math.sqrt(Mode.dot(gradient, gradient)))
                .withDiagnostic("gradient evaluations", evaluations.count());
    }

    private static ParameterDistribution distribution(Problem problem, double[] w, Covariance covariance, int draws) {
        NumericArray mean = NumericArray.of(w);
        ParameterDistribution distribution = ParameterDistribution.of(problem.model(), mean, covariance);
        if (draws == 0) {
            return distribution;
        }
        // the sum of products may be singular, when there are fewer samples than parameters: draws need its root only
        ParameterDensity density = ParameterDensity.gaussian(mean, new Covariance.LowRank(covariance.squareRoot().dense()));
        return distribution.withSamples(Laplace.draws(density, draws, w.length, problem.seed()), NumericArray.zeros(0, w.length), false);
    }

    /** The inverse of A with what was done to it. */
    private record Bread(NumericArray inverse, double condition, double damping) {

        static Bread of(Problem problem, GaussNewtonRows rows, double[] w, int[] trained, double damping, Progress progress) {
            int m = trained.length;
            double[] sum = new double[m * m];
            rows.read(w, progress, (sample, part) -> GaussNewtonRows.add(
                    Lapack.gram(Curvature.columns(part, trained), problem.executor()), sum));
            progress.check();
            SymmetricEigen eigen = Lapack.symmetricEigen(NumericArray.owned(sum, m, m));
            double largest = m == 0 ? 1 : eigen.values().at(0);
            double smallest = m == 0 ? 1 : Math.max(0, eigen.values().at(m - 1));
            double delta = smallest < SINGULAR * damping * largest ? damping * largest : 0;
            double[] half = eigen.vectors().toArray();
            for (int k = 0; k < half.length; k++) {
                half[k] /= Math.sqrt(Math.max(0, eigen.values().at(k % m)) + delta);
            }
            NumericArray factor = NumericArray.owned(half, m, m);
            return new Bread(Lapack.multiplyByTransposed(factor, factor), largest / smallest, delta);
        }
    }

    /** Gradients of the samples, weighted, [n, trained]. */
    private record Scores(NumericArray rows, int leveragesOfOne) { }

    private static Scores gradients(Problem problem, double[] w, int[] trained, GaussNewtonRows rows) {
        double[] gradients = Curvature.columns(problem.objective().gradients(w, problem.samples()), trained).toArray();
        double[] weights = rows.weights();
        for (int k = 0; k < gradients.length; k++) {
            gradients[k] *= weights[k / trained.length];
        }
        return new Scores(NumericArray.owned(gradients, weights.length, trained.length), 0);
    }

    private static Scores corrected(GaussNewtonRows rows, double[] w, int[] trained, Bread bread, Correction correction, Progress progress) {
        double[] residuals = rows.residuals(w);
        int n = rows.weights().length;
        int outputs = rows.outputs(w);
        int m = trained.length;
        double[] scores = new double[n * m];
        int[] ones = new int[1];
        rows.read(w, progress, (first, part) -> {
            NumericArray own = Curvature.columns(part, trained);
            NumericArray image = Lapack.multiply(own, bread.inverse());
            for (int i = 0; i < own.size(0) / outputs; i++) {
                NumericArray sample = own.rows(i * outputs, (i + 1) * outputs);
                SymmetricEigen leverage = Lapack.symmetricEigen(
                        Lapack.multiplyByTransposed(sample, image.rows(i * outputs, (i + 1) * outputs)));
                double[] residual = Arrays.copyOfRange(residuals, (first + i) * outputs, (first + i + 1) * outputs);
                ones[0] += power(leverage, correction, residual) ? 1 : 0;
                Lapack.multiplyTransposed(sample, NumericArray.owned(residual, outputs, 1)).copyTo(scores, (first + i) * m);
            }
        });
        return new Scores(NumericArray.owned(scores, n, m), ones[0]);
    }

    /** (I - H)^-1/2 or (I - H)^-1 times a residual, in place; whether there is a leverage of 1, where it is left as it is. */
    private static boolean power(SymmetricEigen leverage, Correction correction, double[] residual) {
        int outputs = residual.length;
        double[] turned = new double[outputs];
        boolean one = false;
        for (int k = 0; k < outputs; k++) {
            double rest = 1 - leverage.values().at(k);
            double factor = rest < LEVERAGE_OF_ONE ? 1 : correction == Correction.HC2 ? 1 / Math.sqrt(rest) : 1 / rest;
            one |= rest < LEVERAGE_OF_ONE;
            double projection = 0;
            for (int j = 0; j < outputs; j++) {
                projection += leverage.vectors().at(j * outputs + k) * residual[j];
            }
            for (int j = 0; j < outputs; j++) {
                turned[j] += factor * projection * leverage.vectors().at(j * outputs + k);
            }
        }
        System.arraycopy(turned, 0, residual, 0, outputs);
        return one;
    }

    private static Covariance spread(NumericArray matrix, double factor, int[] trained, int p) {
        int m = trained.length;
        double[] all = new double[p * p];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                // the products round differently on both sides of the diagonal
                all[trained[i] * p + trained[j]] = factor * (matrix.at(i * m + j) + matrix.at(j * m + i)) / 2;
            }
        }
        return new Covariance.Dense(NumericArray.owned(all, p, p));
    }
}
