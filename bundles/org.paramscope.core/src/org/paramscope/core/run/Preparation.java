package org.paramscope.core.run;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.paramscope.core.transform.SpatialPca;
import org.paramscope.data.Clock;
import org.paramscope.data.DataException;
import org.paramscope.data.Dataset;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Period;
import org.paramscope.data.PeriodEvidence;
import org.paramscope.data.Progress;
import org.paramscope.data.Recording;
import org.paramscope.data.SettingException;
import org.paramscope.data.Signal;
import org.paramscope.data.SignalLayout;
import org.paramscope.data.Split;
import org.paramscope.data.SplitPlan;
import org.paramscope.data.WindowPlan;
import org.paramscope.data.Windows;

/**
 * The data of a study, ready for models.
 *
 * @param recording as opened
 * @param signal    the channels that are analysed
 * @param evidence  of its dominant period
 * @param windows   length, stride and past, automatic ones filled in
 * @param split     by time, transformed as the training stretch says: standardised, or many channels put into spatial components
 */
public record Preparation(Recording recording, Signal signal, PeriodEvidence evidence, WindowPlan windows, Split split) {

    private static final int MOST_NAMED = 6;
    private static final int MOST_LISTED = 100;

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
        PeriodEvidence evidence = evidence(plan.windowing(), signal, recording.seams());
        progress.check();
        WindowPlan windows = AutomaticWindows.of(plan, recording, signal, evidence);
        progress.report(0.9, "cutting windows");
        Split split = split(plan.windowing(), signal, recording.seams(), windows);
        progress.report(1, "data are ready");
        return new Preparation(recording, signal, evidence, windows, split);
    }

    /** Of the channels, else of the components that stand for them: a figure that walks is a small part of its film. */
    private static PeriodEvidence evidence(Windowing w, Signal signal, List<Integer> seams) {
        PeriodEvidence channels = PeriodEvidence.of(signal, seams);
        Optional<SpatialPca.Settings> spatial = SpatialChoice.of(w, signal);
        if (channels.period().isPresent() || spatial.isEmpty() || signal.missing() > 0) {
            return channels;
        }
        NumericArray scores = new SpatialPca().fit(spatial.get(), signal.values()).apply(signal.values());
        List<String> names = IntStream.rangeClosed(1, scores.size(1)).mapToObj(i -> "component " + i).toList();
        PeriodEvidence components = PeriodEvidence.of(Signal.of(signal.name(), "", signal.clock(), scores).withChannels(names), seams);
        return components.period().isPresent() ? components : channels;
    }

    private static Split split(Windowing w, Signal signal, List<Integer> seams, WindowPlan windows) {
        try {
            SplitPlan shares = new SplitPlan(w.train(), w.validation(), w.test());
            Optional<SpatialPca.Settings> spatial = SpatialChoice.of(w, signal);
            return spatial.isPresent() ? Windows.split(signal, seams, windows, shares, new SpatialPca(), spatial.get())
                    : Windows.split(signal, seams, windows, shares);
        } catch (SettingException e) {
            throw located(e, signal);
        }
    }

    private static SettingException located(SettingException e, Signal signal) {
        Matcher channel = Pattern.compile("channel (\\d+)").matcher(e.setting());
        if (channel.matches()) {
            return new SettingException("channel '" + signal.channels().get(Integer.parseInt(channel.group(1)) - 1) + "'", e.value(), e.allowed());
        }
        return new SettingException("windows." + switch (e.setting()) {
            case "window" -> "length";
            case "components" -> "spatialComponents";
            default -> e.setting();
        }, e.value(), e.allowed());
    }

    /** The dominant period; absent when nothing dominates. */
    public Optional<Period> period() {
        return evidence.period();
    }

    /** SHA-256 of the analysed values, hexadecimal. */
    public String dataHash() {
        return signal.values().sha256();
    }

    /** What was analysed, in short. */
    public SignalSummary summary() {
        String rate = signal.clock() instanceof Clock.Regular regular
                ? text(regular.rate()) + " " + regular.unit().symbol() : "irregular";
        return new SignalSummary(recording.name(), signal.name(), channels(signal), signal.unit(), rate,
                signal.length(), recording.origin(), evidence, windows, split.ranges(), split.train().count(),
                split.validation().count(), split.test().count(), signal.missing() / (double) signal.values().length(), spatial());
    }

    private Optional<SignalSummary.Spatial> spatial() {
        return split.transform() instanceof SpatialPca.Components components
                ? Optional.of(new SignalSummary.Spatial(components.count(), signal.channelCount(), components.share())) : Optional.empty();
    }

    /** The names of the analysed channels, or how many there are. */
    private static String channels(Signal signal) {
        int count = signal.channelCount();
        if (signal.layout() == SignalLayout.IMAGE && count > 1) {
            return signal.extent().get(1) + " x " + signal.extent().get(0) + " pixels";
        }
        return count <= MOST_NAMED ? String.join(", ", signal.channels()) : count + " channels";
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
        Signal first = recording.signal();
        if (channel.isEmpty() && (first.layout() != SignalLayout.CHANNELS || recording.signals().size() == 1 && first.channelCount() == 1)) {
            return first;
        }
        List<String> names = recording.signals().stream().flatMap(signal -> signal.channels().stream()).toList();
        String listed = names.size() <= MOST_LISTED ? String.join(", ", names) : String.join(", ", names.subList(0, MOST_LISTED)) + ", ...";
        if (channel.isEmpty()) {
            throw new SettingException("channel", "", "'" + recording.name() + "' has " + names.size()
                    + " channels, choose one: " + listed + "; or several, separated by commas, or all");
        }
        try {
            return recording.choose(channel);
        } catch (SettingException e) {
            throw e.value().equals(channel) && !channel.contains(",") && !Recording.all(channel) ? new SettingException("channel", channel, "'" + recording.name()
                    + "' has the channels " + listed) : e;
        }
    }
}
