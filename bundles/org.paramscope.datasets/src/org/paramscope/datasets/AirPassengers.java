package org.paramscope.datasets;

import org.paramscope.data.Clock;
import org.paramscope.data.RateUnit;
import org.paramscope.datasets.classic.ClassicSeries;

/** International airline passengers, 1949 to 1960, in thousands (Box, Jenkins and Reinsel 1976); 144 monthly values. */
public final class AirPassengers extends Classic {

    /** The series as it is embedded. */
    public AirPassengers() {
        super(ClassicSeries.AIRPASSENGERS, "airpassengers", new Clock.Regular(12, RateUnit.PER_YEAR, 1949));
    }
}
