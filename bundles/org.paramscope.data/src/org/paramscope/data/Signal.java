package org.paramscope.data;

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
 * @param mask 1 where a value was observed and 0 where it is missing, [T, channels]; absent when all were
 */
public record Signal(String name, String unit, Clock clock, NumericArray values, List<String> channels,
        SignalLayout layout, Optional<NumericArray> mask) {

    public Signal {
        if (values.rank() != 2) {
            throw new ShapeException("a signal's values have the shape [T, channels], not " + values);
        }
        channels = List.copyOf(channels);
        if (channels.size() != values.size(1)) {
            throw new ShapeException(channels.size() + " channel names for " + values.size(1) + " columns");
        }
        if (channels.stream().distinct().count() != channels.size()) {
            throw new SettingException("channels", String.join(", ", channels), "distinct names are allowed");
        }
        if (clock instanceof Clock.Irregular irregular && irregular.times().length() != values.size(0)) {
            throw new ShapeException(irregular.times().length() + " times for " + values.size(0) + " samples");
        }
        if (mask.isPresent() && !java.util.Arrays.equals(mask.get().shape(), values.shape())) {
            throw new ShapeException("the mask's shape differs from the shape of the values");
        }
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

    /** The number of samples T. */
    public int length() {
        return values.size(0);
    }

    /** The number of columns. */
    public int channelCount() {
        return values.size(1);
    }

    /**
     * The one channel of that name, as a signal with that channel's name.
     *
     * @throws SettingException when there is no such channel; it lists those there are
     */
    public Signal channel(String channel) {
        int j = channels.indexOf(channel);
        if (j < 0) {
            throw new SettingException("channel", channel, "one of " + String.join(", ", channels) + " is allowed");
        }
        NumericArray column = values.column(j).reshape(length(), 1);
        Optional<NumericArray> columnMask = mask.map(m -> m.column(j).reshape(length(), 1));
        return new Signal(channel, unit, clock, column, List.of(channel), layout, columnMask);
    }

    /** The same signal with other channel names. */
    public Signal withChannels(List<String> names) {
        return new Signal(name, unit, clock, values, names, layout, mask);
    }
}
