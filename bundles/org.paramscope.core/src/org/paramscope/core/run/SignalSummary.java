package org.paramscope.core.run;

import java.util.Optional;

import org.paramscope.data.Origin;
import org.paramscope.data.Period;
import org.paramscope.data.Split;
import org.paramscope.data.WindowPlan;

/**
 * What was analysed.
 *
 * @param recording         name of the recording
 * @param signal            name of the signal
 * @param channel           name of the channel
 * @param unit              of the values
 * @param rate              samples and their unit, as text
 * @param length            samples
 * @param origin            where the data come from
 * @param period            dominant period; absent when nothing dominates
 * @param windows           length, stride and past of the windows, as used
 * @param ranges            samples that trained, validated and tested
 * @param trainWindows      number of windows
 * @param validationWindows number of windows
 * @param testWindows       number of windows
 */
public record SignalSummary(String recording, String signal, String channel, String unit, String rate, int length,
        Origin origin, Optional<Period> period, WindowPlan windows, Split.Ranges ranges, int trainWindows,
        int validationWindows, int testWindows) {
}
