package org.paramscope.figures.render;

/**
 * From data to points along one axis, and back.
 *
 * @param low         value at {@code from}; positive when logarithmic
 * @param high        value at {@code to}, above low
 * @param logarithmic whether equal ratios take equal lengths
 * @param from        position of low, in points
 * @param to          position of high, in points
 */
public record Projection(double low, double high, boolean logarithmic, double from, double to) {

    /** The position of a value; values that a logarithmic axis cannot show stand at its lower end. */
    public double apply(double value) {
        if (logarithmic) {
            return value > 0 ? from + (to - from) * Math.log(value / low) / Math.log(high / low) : from;
        }
        return from + (to - from) * (value - low) / (high - low);
    }

    /** The value at a position. */
    public double invert(double position) {
        double fraction = (position - from) / (to - from);
        return logarithmic ? low * Math.pow(high / low, fraction) : low + (high - low) * fraction;
    }

    /** Points for a unit of data; linear axes only. Negative where values rise against the coordinate. */
    double slope() {
        return (to - from) / (high - low);
    }
}
