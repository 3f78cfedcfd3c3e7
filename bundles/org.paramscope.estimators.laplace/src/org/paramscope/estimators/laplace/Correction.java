package org.paramscope.estimators.laplace;

/** How a sandwich treats the residuals. */
public enum Correction {
    /** As they are (White 1980). */
    HC0,
    /** The covariance times n / (n - k), k parameters (Hinkley 1977). */
    HC1,
    /** Divided by the root of 1 less the leverage: unbiased where the noise has one variance (MacKinnon, White 1985). */
    HC2,
    /** Divided by 1 less the leverage: about the jackknife (MacKinnon, White 1985). */
    HC3,
    /** As they are, with the products of neighbours in time, by Bartlett's weights (Newey, West 1987). */
    HAC
}
