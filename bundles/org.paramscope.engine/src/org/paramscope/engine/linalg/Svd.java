package org.paramscope.engine.linalg;

import org.paramscope.data.NumericArray;

/**
 * Thin singular value decomposition A = left diag(values) right', A [m, n], k = min(m, n).
 *
 * @param left [m, k], orthonormal columns; the entry of largest magnitude in each is positive
 * @param values [k], descending, not negative
 * @param right [n, k], orthonormal columns
 */
public record Svd(NumericArray left, NumericArray values, NumericArray right) { }
