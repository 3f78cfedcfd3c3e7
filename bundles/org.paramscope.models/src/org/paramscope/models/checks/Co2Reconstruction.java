package org.paramscope.models.checks;

import org.paramscope.data.DataException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;

/** First elementary series of co2 at four instants. */
public final class Co2Reconstruction implements Check {

    @Override
    public CheckResult run(Data data, Progress progress) throws DataException {
        NumericArray first = Co2Spectrum.of(data).reconstruction(0);
        return CheckResult.relative("ssa-reconstruction-co2",
                "co2, window 234: first elementary series at t = 1, 2, 234, 468", Co2Spectrum.SOURCE,
                new double[] {first.at(0), first.at(1), first.at(233), first.at(467)},
                new double[] {312.456156891, 312.538904393, 336.000538893, 364.244786208}, 1e-8);
    }
}
