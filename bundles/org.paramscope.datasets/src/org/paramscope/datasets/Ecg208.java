package org.paramscope.datasets;

import org.paramscope.data.Clock;
import org.paramscope.data.RateUnit;
import org.paramscope.datasets.classic.ClassicSeries;

/** Five minutes of an arrhythmic electrocardiogram in mV at 360 Hz (MIT-BIH record 208); 108,000 values, no dominant period. */
public final class Ecg208 extends Classic {

    /** The series as it is embedded. */
    public Ecg208() {
        super(ClassicSeries.ECG208, "ecg208", Clock.regular(360, RateUnit.HERTZ));
    }
}
