package org.paramscope.figures;

/** How a number becomes a colour; each theme holds the colours. */
public enum ColourMap {
    /** For magnitudes: lightness rises with the value (viridis; van der Walt and Smith 2015). */
    SEQUENTIAL,
    /** For signed values: centred on zero, which takes the colour of the background. */
    DIVERGING
}
