package org.paramscope.data;

/**
 * The shape of one sample that a model sees.
 *
 * @param length time steps of a window, at least 1 (for a table: its number of inputs)
 * @param channels values a time step, at least 1
 * @param past time steps before the window that a forecaster may look at, at least 0
 * @param targets numbers to predict, at least 1; for a reconstruction {@code length * channels}
 * @param irregular whether the steps are taken at times of their own: samples have the input {@link Samples#TIMES}
 * @param gaps whether values may be missing: samples have the input {@link Samples#OBSERVED}
 */
public record SampleShape(int length, int channels, int past, int targets, boolean irregular, boolean gaps) {

    public SampleShape {
        if (length < 1 || channels < 1 || past < 0 || targets < 1) {
            throw new ShapeException("a sample of length " + length + ", " + channels + " channels, past " + past
                    + " and " + targets + " targets");
        }
        Math.multiplyExact(Math.addExact(length, past), channels);
    }

    /** A sample at regular times without gaps. */
    public SampleShape(int length, int channels, int past, int targets) {
        this(length, channels, past, targets, false, false);
    }

    /** A window that is to be reconstructed, without past. */
    public static SampleShape window(int length, int channels) {
        return new SampleShape(length, channels, 0, Math.multiplyExact(length, channels));
    }

    /** A row of a regression table. */
    public static SampleShape table(int inputs, int targets) {
        return new SampleShape(inputs, 1, 0, targets);
    }

    /** Numbers in an input: length x channels, time step by time step. */
    public int size() {
        return length * channels;
    }

    /** Numbers before a window: past x channels. */
    public int before() {
        return past * channels;
    }

    /** The same shape with another past. */
    public SampleShape withPast(int newPast) {
        return new SampleShape(length, channels, newPast, targets, irregular, gaps);
    }

    /** The same shape with other times and gaps. */
    public SampleShape withSampling(boolean newIrregular, boolean newGaps) {
        return new SampleShape(length, channels, past, targets, newIrregular, newGaps);
    }
}
