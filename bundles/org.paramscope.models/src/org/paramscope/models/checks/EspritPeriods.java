package org.paramscope.models.checks;

import org.paramscope.data.Progress;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;
import org.paramscope.models.spectral.SingularSpectrum;

/** Two sines without noise: ESPRIT finds both periods exactly. */
public final class EspritPeriods implements Check {

    @Override
    public CheckResult run(Data data, Progress progress) {
        double[] series = new double[40];
        for (int t = 0; t < series.length; t++) {
            series[t] = Math.sin(2 * Math.PI * (t + 1) / 6) + Math.sin(2 * Math.PI * (t + 1) / 11);
        }
        double[] periods = SingularSpectrum.of(series, 20).subspace(0, 1, 2, 3).periods().toArray();
        return CheckResult.relative("esprit-two-sines",
                "sin(2 pi t / 6) + sin(2 pi t / 11), t = 1..40, 4 components: periods", "closed form", periods,
                new double[] {6, 11}, 1e-9);
    }
}
