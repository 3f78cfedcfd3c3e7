package org.paramscope.models.checks;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;
import org.paramscope.models.spectral.SingularSpectrum;

/** A decaying sine over a line has rank four: the vector forecast is the recurrent one, and both continue it exactly. */
public final class VectorForecast implements Check {

    private static final int LENGTH = 80;
    private static final int STEPS = 60;

    @Override
    public CheckResult run(Data data, Progress progress) {
        double[] series = new double[LENGTH];
        for (int t = 0; t < LENGTH; t++) {
            series[t] = value(t);
        }
        SingularSpectrum spectrum = SingularSpectrum.of(series, 30);
        NumericArray vector = spectrum.vectorForecast(STEPS, 0, 1, 2, 3);
        NumericArray recurrent = spectrum.recurrentForecast(STEPS, 0, 1, 2, 3);
        double difference = 0;
        double error = 0;
        for (int step = 0; step < STEPS; step++) {
            difference = Math.max(difference, Math.abs(vector.at(step) - recurrent.at(step)));
            error = Math.max(error, Math.abs(vector.at(step) - value(LENGTH + step)));
        }
        return CheckResult.absolute("ssa-vector-forecast", "1 + t / 10 + exp(-t / 50) cos(2 pi t / 7), t = 0..79, window 30, 4 components: "
                + "largest difference of 60 steps of vector and recurrent forecast, largest error",
                "closed form (Golyandina, Zhigljavsky 2013, section 3.1.2)", new double[] {difference, error}, new double[] {0, 0}, 1e-8);
    }

    private static double value(int t) {
        return 1 + 0.1 * t + Math.exp(-0.02 * t) * Math.cos(2 * Math.PI * t / 7);
    }
}
