package org.paramscope.engine.linalg;

import org.paramscope.data.NumericArray;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix A = V diag(values) V'.
 *
 * @param values [n], or fewer where those that are zero are left out; descending
 * @param vectors [n, n], or [n, k] for k values, orthonormal, one in each column; the entry of largest magnitude is positive
 */
public record SymmetricEigen(NumericArray values, NumericArray vectors) { }
