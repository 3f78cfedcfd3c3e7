package org.paramscope.models.checks;

import org.paramscope.data.DataException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;

/** Leading singular values of co2's trajectory matrix. */
public final class Co2SingularValues implements Check {

    @Override
    public CheckResult run(Data data, Progress progress) throws DataException {
        NumericArray values = Co2Spectrum.of(data).singularValues().rows(0, 4);
        return CheckResult.relative("ssa-singular-values-co2", "co2, window 234: first four singular values",
                Co2Spectrum.SOURCE, values.toArray(),
                new double[] {78886.190749, 329.03181, 327.198387, 184.659743}, 1e-8);
    }
}
