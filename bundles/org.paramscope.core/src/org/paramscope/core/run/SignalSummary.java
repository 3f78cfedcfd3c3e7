package org.paramscope.core.run;

import java.util.Optional;

import org.paramscope.data.Origin;
import org.paramscope.data.Period;
import org.paramscope.data.PeriodEvidence;
import org.paramscope.data.Split;
import org.paramscope.data.WindowPlan;

/**
 * What was analysed.
 *
 * @param recording         name of the recording
 * @param signal            name of the signal
 * @param channel           name of the channel; of several their names, of many their number
 * @param unit              of the values
 * @param rate              samples and their unit, as text
 * @param length            samples
 * @param origin            where the data come from
 * @param evidence          of the dominant period
 * @param windows           length, stride and past of the windows, as used
 * @param ranges            samples that trained, validated and tested
 * @param trainWindows      number of windows
 * @param validationWindows number of windows
 * @param testWindows       number of windows
 * @param missing           share of the values that are missing
 * @param spatial           what stands for the channels; absent when they stand for themselves
 */
public record SignalSummary(String recording, String signal, String channel, String unit, String rate, int length,
        Origin origin, PeriodEvidence evidence, WindowPlan windows, Split.Ranges ranges, int trainWindows,
        int validationWindows, int testWindows, double missing, Optional<Spatial> spatial) {

    /**
     * Principal components that stand for many channels.
     *
     * @param components their number
     * @param channels   number of channels, in all of which errors are measured
     * @param share      of the variance of the training stretch that they hold
     */
    public record Spatial(int components, int channels, double share) {
    }

    /** The dominant period; absent when nothing dominates. */
    public Optional<Period> period() {
        return evidence.period();
    }
}
