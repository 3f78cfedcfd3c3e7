package org.paramscope.engine.linalg;

import org.paramscope.data.NumericArray;

/**
 * Eigenvalues and eigenvectors of many symmetric matrices A = V diag(values) V'. The order is the opposite of that of
 * {@link SymmetricEigen}.
 *
 * @param values [n, d], ascending for each matrix
 * @param vectors [n, d, d], orthonormal, one in each column; the entry of largest magnitude is positive
 */
public record BatchedEigen(NumericArray values, NumericArray vectors) { }
