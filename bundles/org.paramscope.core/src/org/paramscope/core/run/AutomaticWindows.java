package org.paramscope.core.run;

import java.util.List;
import java.util.Optional;

import org.paramscope.data.DataException;
import org.paramscope.data.Period;
import org.paramscope.data.PeriodEvidence;
import org.paramscope.data.Recording;
import org.paramscope.data.SettingException;
import org.paramscope.data.Signal;
import org.paramscope.data.SplitPlan;
import org.paramscope.data.WindowPlan;
import org.paramscope.data.Windows;
import org.paramscope.engine.ModelType;
import org.paramscope.geometry.front.Errors;

/** Fills in what the study leaves open of its windows: the length by the period, the stride, the past by the models. */
final class AutomaticWindows {

    private static final int OVERLAP = 8;
    private static final int ENOUGH_WINDOWS = 500;
    /** Below this many samples the period test has hardly any power: four standard errors are a correlation of 0.35. */
    private static final int FEW = 128;
    /** A window of less than this part of a period shows little of its course. */
    private static final int SMALLEST_PART = 4;
    /** Fewer numbers in a window leave a code of three nothing to leave out. */
    private static final int LEAST_VALUES = 16;
    private static final int MOST_TRIED = 20_000_000;

    private final Windowing windowing;
    private final SplitPlan shares;
    private final int wanted;

    private AutomaticWindows(StudyPlan plan) {
        this.windowing = plan.windowing();
        this.shares = new SplitPlan(windowing.train(), windowing.validation(), windowing.test());
        this.wanted = plan.models().stream().mapToInt(AutomaticWindows::past).max().orElse(0);
    }

    /**
     * The windows of a study on a signal.
     *
     * @param evidence of its dominant period
     * @throws DataException    when there are too few samples for any window; says how many are needed
     * @throws SettingException when a length is needed, for nothing dominates the spectrum; says which are possible
     */
    static WindowPlan of(StudyPlan plan, Recording recording, Signal signal, PeriodEvidence evidence) throws DataException {
        Optional<Period> period = evidence.period();
        AutomaticWindows windows = new AutomaticWindows(plan);
        int samples = signal.length();
        int stretch = longestStretch(samples, recording.seams());
        int longest = Math.min(windows.longest(samples), windows.longestWithin(stretch));
        if (longest < 1 && windows.windowing.past() > 0 && Windows.longest(samples, windows.shares) > 0) {
            throw new SettingException("windows.past", Integer.toString(windows.windowing.past()), "0 (automatic) or an integer from 1 to "
                    + (Math.min(stretch, windows.training(samples)) - 1) + " samples is allowed");
        }
        if (longest < 1) {
            throw new DataException(recording.name(), "", windows.longest(samples) < 1
                    ? samples + " samples are too few for any window: at least " + windows.least(samples) + " are needed"
                    : "the longest stretch without a seam, " + stretch + " samples, is too short for any window");
        }
        if (windows.windowing.length() == 0 && period.isEmpty()) {
            throw new SettingException("windows.length", "0 (one period)", (samples < FEW
                    ? samples + " samples are too few to find a period, of at most a quarter of them, in '" + signal.name() + "'"
                    : "nothing dominates the spectrum of '" + signal.name() + "' (" + evidence.text() + ")")
                    + ": an integer from 1 to " + longest + " samples is needed (--set windows.length=...)");
        }
        WindowPlan chosen = windows.plan(samples, period, channels(plan.windowing(), signal));
        return signal.missing() > 0 && windows.windowing.gaps() ? chosen.withGaps() : chosen;
    }

    private WindowPlan plan(int samples, Optional<Period> period, int channels) {
        int length = windowing.length() > 0 ? windowing.length() : length(samples, period.orElseThrow().samples(), channels);
        // A seasonal baseline looks back one period; forecasts by a window's subspace need nearly a window.
        int past = past(Math.max(length, period.map(Period::samples).orElse(length)));
        return new WindowPlan(length, stride(samples, length), past);
    }

    private int stride(int samples, int length) {
        int training = (int) (windowing.train() * samples);
        int automatic = Math.max(1, Math.min(length / OVERLAP, training / ENOUGH_WINDOWS));
        return windowing.stride() == 0 ? automatic : windowing.stride();
    }

    /**
     * One period, or as much of it as the parts have room for. Where so few of them fit into the test part that no error could have an
     * interval, a half, a third or a quarter of a period, the longest of which enough fit; if none does, or its windows would be too
     * small to hold anything, the first.
     */
    private int length(int samples, int period, int channels) {
        int longest = Math.min(period, Math.max(1, Windows.longest(samples, shares)));
        for (int part = 1; part <= SMALLEST_PART && shares.test() > 0; part++) {
            int length = Math.min(longest, period / part);
            if ((part == 1 || length * channels >= LEAST_VALUES) && Errors.enough(separate(samples, length))) {
                return length;
            }
        }
        return longest;
    }

    /** How many test windows of a length there would be that share no sample. */
    private int separate(int samples, int length) {
        int room = (int) Math.round(shares.test() * samples) - length;
        int stride = stride(samples, length);
        return room < length ? 0 : 1 + (room - length) / (Math.ceilDiv(length, stride) * stride);
    }

    private int past(int automatic) {
        return windowing.past() > 0 ? windowing.past() : wanted == 0 ? 0 : Math.max(wanted, automatic);
    }

    /** The longest window, its past before it, for which each part of so many samples has room; 0 when none has. */
    private int longest(int samples) {
        return Math.min(Windows.longest(samples, shares), longestWithin(training(samples)));
    }

    private int training(int samples) {
        return (int) Math.round(shares.train() * samples);
    }

    /** The longest window that fits into a stretch with its past before it, which is as long as it where a model looks back. */
    private int longestWithin(int stretch) {
        int fixed = stretch - past(1);
        return windowing.past() > 0 || wanted == 0 ? Math.max(0, fixed) : Math.max(0, Math.min(fixed, Math.max(wanted, stretch / 2)));
    }

    /** The least number of samples for which there is a window. */
    private int least(int samples) {
        int enough = samples + 1;
        while (longest(enough) < 1 && enough < MOST_TRIED) {
            enough++;
        }
        return enough;
    }

    /** Numbers a time step, at most, that models see. */
    private static int channels(Windowing windowing, Signal signal) {
        return SpatialChoice.of(windowing, signal).map(spatial -> spatial.components() > 0 ? spatial.components() : spatial.most())
                .orElse(signal.channelCount());
    }

    private static int longestStretch(int length, List<Integer> seams) {
        int longest = 0;
        int last = 0;
        for (int seam : seams) {
            longest = Math.max(longest, seam - last);
            last = seam;
        }
        return Math.max(longest, length - last);
    }

    @SuppressWarnings("unchecked")
    private static int past(StudyPlan.Choice model) {
        return ((ModelType<Record>) model.contribution().instance()).requirements(model.settings()).past();
    }
}
