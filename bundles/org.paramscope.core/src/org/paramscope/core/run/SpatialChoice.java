package org.paramscope.core.run;

import java.util.Optional;

import org.paramscope.core.transform.SpatialPca;
import org.paramscope.data.Signal;
import org.paramscope.data.SignalLayout;

/** Whether principal components stand for the channels of a signal, and how many. */
final class SpatialChoice {

    /** As many channels as models take one by one; a film has thousands. */
    private static final int MOST_CHANNELS = 32;

    private SpatialChoice() {
    }

    /** The settings of the components; empty where each channel stands for itself. */
    static Optional<SpatialPca.Settings> of(Windowing windowing, Signal signal) {
        int asked = windowing.spatialComponents();
        if (asked == 0 && signal.channelCount() <= MOST_CHANNELS || signal.channelCount() == 1) {
            return Optional.empty();
        }
        SpatialPca.Settings automatic = new SpatialPca.Settings();
        // pixels have one unit, and dark ones must not be blown up; channels may have any
        return Optional.of(new SpatialPca.Settings(asked, automatic.share(), automatic.most(), signal.layout() == SignalLayout.CHANNELS));
    }
}
