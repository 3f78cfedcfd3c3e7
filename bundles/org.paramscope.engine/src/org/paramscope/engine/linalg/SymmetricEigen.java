package org.paramscope.engine.linalg;

import org.paramscope.data.NumericArray;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix A = V diag(values) V'.
 *
 * @param values [n], descending
 * @param vectors [n, n], orthonormal, one in each column; the entry of largest magnitude is positive
 */
public record SymmetricEigen(NumericArray values, NumericArray vectors) { }
