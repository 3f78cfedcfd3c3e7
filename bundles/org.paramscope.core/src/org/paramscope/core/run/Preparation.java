package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.paramscope.data.Clock;
import org.paramscope.data.DataException;
import org.paramscope.data.Dataset;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Period;
import org.paramscope.data.Progress;
import org.paramscope.data.Recording;
import org.paramscope.data.SettingException;
import org.paramscope.data.Signal;
import org.paramscope.data.Split;
import org.paramscope.data.SplitPlan;
import org.paramscope.data.WindowPlan;
import org.paramscope.data.Windows;

/**
 * The data of a study, ready for models.
 *
 * @param recording as opened
 * @param signal    the channel that is analysed
 * @param period    its dominant period; absent when nothing dominates
 * @param windows   length, stride and past, automatic ones filled in
 * @param split     by time, standardised by the training stretch
 */
public record Preparation(Recording recording, Signal signal, Optional<Period> period, WindowPlan windows, Split split) {

    /**
     * Opens the data of a plan, finds the period, and cuts windows.
     *
     * @throws DataException    when the data cannot be read, or are too few for any window
     * @throws SettingException when there is no such channel, or windows do not fit the series
     */
    public static Preparation of(StudyPlan plan, Progress progress) throws DataException {
        Recording recording = open(plan.data(), progress.part(0, 0.8));
        Signal signal = channel(recording, plan.channel());
        progress.report(0.8, "looking for a period");
        Optional<Period> period = period(signal, recording.seams());
        progress.check();
        WindowPlan windows = AutomaticWindows.of(plan, recording, signal, period);
        progress.report(0.9, "cutting windows");
        Split split = split(plan.windowing(), signal, recording.seams(), windows);
        progress.report(1, "data are ready");
        return new Preparation(recording, signal, period, windows, split);
    }

    private static Split split(Windowing w, Signal signal, List<Integer> seams, WindowPlan windows) {
        try {
            return Windows.split(signal, seams, windows, new SplitPlan(w.train(), w.validation(), w.test()));
        } catch (SettingException e) {
            throw new SettingException(e.setting().startsWith("channel") ? e.setting()
                    : "windows." + (e.setting().equals("window") ? "length" : e.setting()), e.value(), e.allowed());
        }
    }

    /** SHA-256 of the analysed values, hexadecimal. */
    public String dataHash() {
        return signal.values().sha256();
    }

    /** What was analysed, in short. */
    public SignalSummary summary() {
        String rate = signal.clock() instanceof Clock.Regular regular
                ? text(regular.rate()) + " " + regular.unit().symbol() : "irregular";
        return new SignalSummary(recording.name(), signal.name(), signal.channels().get(0), signal.unit(), rate,
                signal.length(), recording.origin(), period, windows, split.ranges(), split.train().count(),
                split.validation().count(), split.test().count());
    }

    private static String text(double rate) {
        return rate == Math.rint(rate) ? Long.toString((long) rate) : Double.toString(rate);
    }

    @SuppressWarnings("unchecked")
    private static Recording open(StudyPlan.Choice data, Progress progress) throws DataException {
        progress.report(0, "opening " + data.contribution().name());
        try {
            return ((Dataset<Record>) data.contribution().instance()).open(data.settings(), progress);
        } catch (SettingException e) {
            throw data.located(e);
        }
    }

    private static Signal channel(Recording recording, String channel) {
        List<String> names = new ArrayList<>();
        for (Signal signal : recording.signals()) {
            names.addAll(signal.channels());
        }
        if (channel.isEmpty()) {
            if (names.size() > 1) {
                throw new SettingException("channel", "", "'" + recording.name() + "' has " + names.size()
                        + " channels, choose one: " + String.join(", ", names));
            }
            return recording.signals().get(0);
        }
        for (Signal signal : recording.signals()) {
            if (signal.channels().contains(channel)) {
                return signal.channelCount() == 1 ? signal : signal.channel(channel);
            }
        }
        throw new SettingException("channel", channel, "'" + recording.name() + "' has the channels "
                + String.join(", ", names));
    }

    /** The period of the longest stretch without a seam. */
    private static Optional<Period> period(Signal signal, List<Integer> seams) {
        int from = 0;
        int to = 0;
        int last = 0;
        for (int edge : edges(signal.length(), seams)) {
            if (edge - last > to - from) {
                from = last;
                to = edge;
            }
            last = edge;
        }
        NumericArray stretch = signal.values().rows(from, to);
        return Period.of(stretch.column(0).toArray());
    }

    private static List<Integer> edges(int length, List<Integer> seams) {
        List<Integer> edges = new ArrayList<>(seams);
        edges.add(length);
        return edges;
    }
}
