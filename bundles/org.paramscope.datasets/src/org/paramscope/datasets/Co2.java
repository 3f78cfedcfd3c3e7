package org.paramscope.datasets;

import org.paramscope.data.Clock;
import org.paramscope.data.RateUnit;
import org.paramscope.datasets.classic.ClassicSeries;

/** Atmospheric carbon dioxide at Mauna Loa, 1959 to 1997, in ppm (Keeling and Whorf); 468 monthly values. */
public final class Co2 extends Classic {

    /** The series as it is embedded. */
    public Co2() {
        super(ClassicSeries.CO2, "co2", new Clock.Regular(12, RateUnit.PER_YEAR, 1959));
    }
}
