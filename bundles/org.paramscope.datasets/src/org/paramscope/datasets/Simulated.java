package org.paramscope.datasets;

import org.paramscope.data.Clock;
import org.paramscope.data.NumericArray;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Recording;
import org.paramscope.data.Signal;

/** What the simulated series have in common. */
final class Simulated {

    private Simulated() {
    }

    static Recording recording(String name, String title, double[] values) {
        Signal signal = Signal.of(name, "", Clock.regular(1, RateUnit.PER_SAMPLE), NumericArray.owned(values));
        return Recording.of(signal).withOrigin(title, "simulated by Paramscope", "none: simulated", true);
    }
}
