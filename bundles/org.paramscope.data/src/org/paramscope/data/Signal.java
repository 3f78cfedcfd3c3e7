package org.paramscope.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A series of samples in time.
 *
 * @param name what was measured
 * @param unit the unit of the values; may be empty
 * @param clock when the samples were taken
 * @param values the samples, [T, channels]
 * @param channels a distinct name per column
 * @param layout how the columns lie in space
 * @param extent the lengths of the axes along which the columns lie in C order: [height, width] of an image, else as a rule [channels]
 * @param mask 1 where a value was observed and 0 where it is missing, [T, channels]; absent when all were
 */
public record Signal(String name, String unit, Clock clock, NumericArray values, List<String> channels,
        SignalLayout layout, List<Integer> extent, Optional<NumericArray> mask) {

    public Signal {
        if (values.rank() != 2) {
            throw new ShapeException("a signal's values have the shape [T, channels], not " + values);
        }
        channels = List.copyOf(channels);
        extent = List.copyOf(extent);
        if (channels.size() != values.size(1)) {
            throw new ShapeException(channels.size() + " channel names for " + values.size(1) + " columns");
        }
        if (channels.stream().distinct().count() != channels.size()) {
            throw new SettingException("channels", String.join(", ", channels), "distinct names are allowed");
        }
        if (extent.stream().reduce(1, Math::multiplyExact) != channels.size()) {
            throw new ShapeException(channels.size() + " columns do not lie along axes of the lengths " + extent);
        }
        if (clock instanceof Clock.Irregular irregular && irregular.times().length() != values.size(0)) {
            throw new ShapeException(irregular.times().length() + " times for " + values.size(0) + " samples");
        }
        if (mask.isPresent() && !Arrays.equals(mask.get().shape(), values.shape())) {
            throw new ShapeException("the mask's shape differs from the shape of the values");
        }
    }

    /** A signal whose columns lie along one axis. */
    public Signal(String name, String unit, Clock clock, NumericArray values, List<String> channels, SignalLayout layout,
            Optional<NumericArray> mask) {
        this(name, unit, clock, values, channels, layout, List.of(channels.size()), mask);
    }

    /**
     * A signal of channels. Values are [T] or [T, channels]; one channel bears the signal's name,
     * several are named 1, 2, ....
     */
    public static Signal of(String name, String unit, Clock clock, NumericArray values) {
        NumericArray table = values.rank() == 1 ? values.reshape(values.length(), 1) : values;
        if (table.rank() != 2) {
            throw new ShapeException("a signal's values have the shape [T] or [T, channels], not " + values);
        }
        List<String> channels = table.size(1) == 1 ? List.of(name)
                : IntStream.rangeClosed(1, table.size(1)).mapToObj(Integer::toString).toList();
        return new Signal(name, unit, clock, table, channels, SignalLayout.CHANNELS, Optional.empty());
    }

    /** A film of pictures [T, height, width]; the pixel in row y and column x, both from 0, is the channel {@code y<y>x<x>}. */
    public static Signal film(String name, String unit, Clock clock, NumericArray pictures) {
        if (pictures.rank() != 3) {
            throw new ShapeException("a film's values have the shape [T, height, width], not " + pictures);
        }
        int height = pictures.size(1);
        int width = pictures.size(2);
        List<String> pixels = IntStream.range(0, height * width).mapToObj(i -> "y" + i / width + "x" + i % width).toList();
        return new Signal(name, unit, clock, pictures.reshape(pictures.size(0), height * width), pixels, SignalLayout.IMAGE,
                List.of(height, width), Optional.empty());
    }

    /** The number of samples T. */
    public int length() {
        return values.size(0);
    }

    /** The number of columns. */
    public int channelCount() {
        return values.size(1);
    }

    /** Whether the value of a channel (counted from 0) was observed at a sample. */
    public boolean observed(int sample, int channel) {
        return mask.isEmpty() || mask.get().at(sample * channelCount() + channel) != 0;
    }

    /** The number of missing values. */
    public int missing() {
        return mask.map(m -> (int) Arrays.stream(m.toArray()).filter(value -> value == 0).count()).orElse(0);
    }

    /**
     * The one channel of that name, as a signal with that channel's name.
     *
     * @throws SettingException when there is no such channel; it lists those there are
     */
    public Signal channel(String channel) {
        Signal one = select(List.of(channel));
        return new Signal(channel, unit, clock, one.values, one.channels, one.layout, one.mask);
    }

    /**
     * The channels of these names, in that order; all of them, in their own order, are the signal itself.
     *
     * @throws SettingException when there is no such channel, or one is named twice; it lists those there are
     */
    public Signal select(List<String> names) {
        if (names.equals(channels)) {
            return this;
        }
        int[] columns = names.stream().mapToInt(channels::indexOf).toArray();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] < 0) {
                throw new SettingException("channel", names.get(i), "one of " + listed(channels) + " is allowed");
            }
        }
        if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw new SettingException("channel", String.join(", ", names), "distinct channels are allowed, of " + listed(channels));
        }
        return new Signal(name, unit, clock, columns(values, columns), names,
                layout == SignalLayout.IMAGE ? SignalLayout.CHANNELS : layout, mask.map(m -> columns(m, columns)));
    }

    /** The same signal with other channel names. */
    public Signal withChannels(List<String> names) {
        return new Signal(name, unit, clock, values, names, layout, extent, mask);
    }

    /** The same signal with another mask; values are missing where it is 0. */
    public Signal withMask(NumericArray newMask) {
        return new Signal(name, unit, clock, values, channels, layout, extent, Optional.of(newMask));
    }

    /** Names in a row, a long row cut short. */
    static String listed(List<String> names) {
        int most = 40;
        return names.size() <= most ? String.join(", ", names)
                : String.join(", ", names.subList(0, most)) + ", ... (" + names.size() + ")";
    }

    private static NumericArray columns(NumericArray table, int[] columns) {
        int width = table.size(1);
        double[] chosen = new double[table.size(0) * columns.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = table.at(i / columns.length * width + columns[i % columns.length]);
        }
        return NumericArray.owned(chosen, table.size(0), columns.length);
    }
}
