package org.paramscope.engine;

import java.util.Optional;
import org.paramscope.data.SampleShape;

/**
 * What a model type needs of its samples; refusals are derived from it.
 *
 * @param length the shortest window, at least 1
 * @param channels the most channels, at least 1
 * @param past the time steps before a window that the model looks at, at least 0
 */
public record Requirements(int length, int channels, int past) {

    /** Any samples will do. */
    public static final Requirements NONE = new Requirements(1, Integer.MAX_VALUE, 0);

    /** Any window with so many time steps before it. */
    public static Requirements past(int steps) {
        return new Requirements(1, Integer.MAX_VALUE, steps);
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
        return Optional.empty();
    }
}
