package org.paramscope.models.checks;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;
import org.paramscope.models.spectral.GapFilling;

/** Two sines have rank four: iterated SSA with four components finds every missing value, a gap of half a period included. */
public final class FilledGaps implements Check {

    private static final int LENGTH = 200;

    @Override
    public CheckResult run(Data data, Progress progress) {
        double[] series = new double[LENGTH];
        for (int t = 0; t < LENGTH; t++) {
            boolean missing = t % 9 == 4 || t >= 90 && t < 96;
            series[t] = missing ? Double.NaN : value(t);
        }
        NumericArray filled = GapFilling.of(NumericArray.of(series), 40, 4, 500, 1e-12).series();
        double error = 0;
        for (int t = 0; t < LENGTH; t++) {
            error = Math.max(error, Math.abs(filled.at(t) - value(t)));
        }
        return CheckResult.absolute("ssa-gap-filling", "2 sin(2 pi t / 12) + sin(2 pi t / 7), t = 0..199, every ninth value and six in "
                + "a row missing, window 40, 4 components: largest error of the filled series",
                "closed form (Kondrashov, Ghil 2006)", new double[] {error}, new double[] {0}, 1e-8);
    }

    private static double value(int t) {
        return 2 * Math.sin(2 * Math.PI * t / 12) + Math.sin(2 * Math.PI * t / 7);
    }
}
