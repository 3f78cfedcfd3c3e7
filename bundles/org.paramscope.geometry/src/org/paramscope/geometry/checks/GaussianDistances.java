package org.paramscope.geometry.checks;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;
import org.paramscope.geometry.Gaussian;
import org.paramscope.geometry.metric.GaussianDivergences;

/** Distances between two Gaussians against their closed forms. */
public final class GaussianDistances implements Check {

    @Override
    public CheckResult run(Data data, Progress progress) {
        Gaussian p = new Gaussian(NumericArray.zeros(2), NumericArray.of(new double[] {1, 0, 0, 1}, 2, 2));
        Gaussian q = new Gaussian(NumericArray.of(new double[] {1, 2}), NumericArray.of(new double[] {4, 0, 0, 9}, 2, 2));
        double[] values = {
            GaussianDivergences.kullbackLeibler(p, q), GaussianDivergences.kullbackLeibler(q, p),
            GaussianDivergences.jeffreys(p, q), GaussianDivergences.wassersteinSquared(p, q),
            GaussianDivergences.affineInvariant(p, q), GaussianDivergences.bhattacharyya(p, q)};
        return CheckResult.relative("gaussian-distances",
                "P = N(0, I2), Q = N((1, 2), diag(4, 9)): KL(P||Q), KL(Q||P), Jeffreys, squared 2-Wasserstein, "
                        + "affine-invariant, Bhattacharyya",
                "closed forms", values,
                new double[] {1.319537247, 6.208240531, 7.527777778, 10, 2.59800075, 0.516984588}, 1e-8);
    }
}
