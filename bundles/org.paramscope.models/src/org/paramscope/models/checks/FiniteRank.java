package org.paramscope.models.checks;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;
import org.paramscope.models.spectral.SingularSpectrum;

/** A sine has rank two, so its recurrent forecast is exact however far it goes. */
public final class FiniteRank implements Check {

    private static final int LENGTH = 71;
    private static final int STEPS = 400;

    @Override
    public CheckResult run(Data data, Progress progress) {
        double[] series = new double[LENGTH];
        for (int t = 0; t < LENGTH; t++) {
            series[t] = wave(t);
        }
        NumericArray forecast = SingularSpectrum.of(series, 24).recurrentForecast(STEPS, 0, 1);
        double largest = 0;
        for (int step = 0; step < STEPS; step++) {
            largest = Math.max(largest, Math.abs(forecast.at(step) - wave(LENGTH + step)));
        }
        return CheckResult.absolute("ssa-finite-rank",
                "30 cos(2 pi t / 12), t = 1..71, window 24, 2 components: largest error of 400 forecast steps",
                "closed form", new double[] {largest}, new double[] {0}, 1e-8);
    }

    private static double wave(int index) {
        return 30 * Math.cos(2 * Math.PI * (index + 1) / 12);
    }
}
