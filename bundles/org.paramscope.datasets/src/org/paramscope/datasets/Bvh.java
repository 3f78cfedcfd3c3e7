package org.paramscope.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paramscope.data.Clock;
import org.paramscope.data.DataException;
import org.paramscope.data.Dataset;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Recording;
import org.paramscope.data.Signal;
import org.paramscope.data.SignalLayout;
import org.paramscope.data.settings.Setting;

/**
 * Motion capture in the Biovision Hierarchy format: a skeleton of joints and, frame by frame, their angles and places (Meredith and
 * Maddock, Motion Capture File Formats Explained, 2001). Channels are named after joint and channel, as in {@code LeftLeg.Xrotation}.
 * Angles go on beyond half a turn instead of jumping by a whole one; channels that never change are left out.
 */
public final class Bvh implements Dataset<Bvh.Settings> {

    /**
     * What to read.
     *
     * @param file the file
     * @param joints whose channels are read; empty: all
     * @param channels angles, places, or both
     */
    public record Settings(
            @Setting(label = "File", help = "motion capture, Biovision Hierarchy") Path file,
            @Setting(label = "Joints", optional = true, help = "whose channels are read; nothing: all") List<String> joints,
            @Setting(label = "Channels", help = "angles in degrees, places in the file's unit of length, or both as two signals") BvhChannels channels) {

        public Settings {
            joints = List.copyOf(joints);
        }

        /** No file yet; the angles of all joints. */
        public Settings() {
            this(Path.of(""));
        }

        /** The angles of all joints of a file. */
        public Settings(Path file) {
            this(file, List.of(), BvhChannels.ROTATION);
        }
    }

    @Override
    public Recording open(Settings s, Progress progress) throws DataException {
        FileCheck.require(s.file(), "bvh", "a .bvh file");
        BvhFile file = BvhFile.read(s.file(), progress);
        for (String joint : s.joints()) {
            if (!file.joints().contains(joint)) {
                throw new DataException(s.file().toString(), "", "has no joint '" + CsvHeader.shortened(joint) + "': "
                        + String.join(", ", file.joints()) + " are allowed");
            }
        }
        List<Signal> signals = new ArrayList<>();
        if (s.channels() != BvhChannels.POSITION) {
            signal(s, file, true).ifPresent(signals::add);
        }
        if (s.channels() != BvhChannels.ROTATION) {
            signal(s, file, false).ifPresent(signals::add);
        }
        if (signals.isEmpty()) {
            throw new DataException(s.file().toString(), "", "has no channel of the chosen kind and joints that changes: other joints or channels are needed");
        }
        String stem = FileCheck.stem(s.file());
        return Recording.of(signals.toArray(Signal[]::new)).withName(stem).withOrigin(stem, s.file().getFileName().toString(), "", false);
    }

    private static Optional<Signal> signal(Settings s, BvhFile file, boolean rotations) {
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (int j = 0; j < file.channels().size(); j++) {
            BvhFile.Channel channel = file.channels().get(j);
            if (channel.rotation() == rotations && (s.joints().isEmpty() || s.joints().contains(channel.joint()))) {
                double[] values = file.motion().column(j).toArray();
                if (changes(values)) {
                    names.add(channel.joint() + "." + channel.kind());
                    columns.add(rotations ? unwrapped(values) : values);
                }
            }
        }
        if (names.isEmpty()) {
            return Optional.empty();
        }
        NumericArray values = NumericArray.ofRows(columns.toArray(double[][]::new)).transpose();
        return Optional.of(new Signal(rotations ? "rotation" : "position", rotations ? "deg" : "", Clock.regular(file.rate(), RateUnit.HERTZ),
                values, names, SignalLayout.CHANNELS, Optional.empty()));
    }

    private static boolean changes(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return true;
            }
        }
        return false;
    }

    /** Angles without the jumps by a whole turn that a range from -180 to 180 degrees brings. */
    private static double[] unwrapped(double[] degrees) {
        double[] angles = degrees.clone();
        double turns = 0;
        for (int t = 1; t < angles.length; t++) {
            turns -= 360 * Math.rint((degrees[t] - degrees[t - 1]) / 360);
            angles[t] = degrees[t] + turns;
        }
        return angles;
    }
}
