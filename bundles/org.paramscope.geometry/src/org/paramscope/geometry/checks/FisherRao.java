package org.paramscope.geometry.checks;

import org.paramscope.data.Progress;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;
import org.paramscope.geometry.metric.GaussianDivergences;

/** Fisher-Rao distance between two normal distributions on the line. */
public final class FisherRao implements Check {

    @Override
    public CheckResult run(Data data, Progress progress) {
        return CheckResult.relative("fisher-rao-1d", "N(0, 1) to N(1, sd 2): Fisher-Rao distance", "closed form",
                new double[] {GaussianDivergences.fisherRao(0, 1, 1, 2)}, new double[] {1.189380931}, 1e-8);
    }
}
