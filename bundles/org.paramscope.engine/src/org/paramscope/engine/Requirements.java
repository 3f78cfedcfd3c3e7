package org.paramscope.engine;

import java.util.Optional;
import org.paramscope.data.SampleShape;

/**
 * What a model type needs of its samples and what it can do with; refusals are derived from it.
 *
 * @param length the shortest window, at least 1
 * @param channels the most channels, at least 1
 * @param past the time steps before a window that the model looks at, at least 0
 * @param irregular whether it can do with steps at times of their own
 * @param gaps whether it can do with missing values
 */
public record Requirements(int length, int channels, int past, boolean irregular, boolean gaps) {

    /** Any samples at regular times without gaps will do. */
    public static final Requirements NONE = new Requirements(1, Integer.MAX_VALUE, 0, false, false);

    /** Any window at regular times without gaps, with so many time steps before it. */
    public static Requirements past(int steps) {
        return new Requirements(1, Integer.MAX_VALUE, steps, false, false);
    }

    /** The same, of windows of at least so many time steps. */
    public Requirements withLength(int least) {
        return new Requirements(least, channels, past, irregular, gaps);
    }

    /** The same, of at most so many channels. */
    public Requirements withChannels(int most) {
        return new Requirements(length, most, past, irregular, gaps);
    }

    /** The same; irregular times will do. */
    public Requirements withIrregular() {
        return new Requirements(length, channels, past, true, gaps);
    }

    /** The same; missing values will do. */
    public Requirements withGaps() {
        return new Requirements(length, channels, past, irregular, true);
    }

    /** Why samples of a shape will not do: a clause that names what they have and what is needed; empty if they will. */
    public Optional<String> refusal(SampleShape shape) {
        if (shape.length() < length) {
            return Optional.of("the window has " + shape.length() + " time steps, at least " + length + " are needed");
        }
        if (shape.channels() > channels) {
            return Optional.of("the signal has " + shape.channels() + " channels, at most " + channels + " are possible");
        }
        if (shape.past() < past) {
            return Optional.of("the samples have a past of " + shape.past() + " time steps, " + past + " are needed");
        }
        if (shape.irregular() && !irregular) {
            return Optional.of("the samples are taken at irregular times, regular ones are needed");
        }
        if (shape.gaps() && !gaps) {
            return Optional.of("values are missing, windows without gaps are needed");
        }
        return Optional.empty();
    }
}
