package org.paramscope.datasets;

import org.paramscope.data.Clock;
import org.paramscope.data.RateUnit;
import org.paramscope.datasets.classic.ClassicSeries;

/** Monthly mean relative sunspot numbers, 1749 to 1983 (Andrews and Herzberg 1985); 2,820 values, period 125 months. */
public final class Sunspots extends Classic {

    /** The series as it is embedded. */
    public Sunspots() {
        super(ClassicSeries.SUNSPOTS, "sunspots", new Clock.Regular(12, RateUnit.PER_YEAR, 1749));
    }
}
