package org.paramscope.engine.linalg;

import org.paramscope.data.NumericArray;

/**
 * Square roots of many symmetric matrices.
 *
 * @param values [n, d], the eigenvalues of the matrices, ascending; those below zero count as zero in the roots
 * @param roots [n, d, d], symmetric and positive semidefinite
 */
public record BatchedRoots(NumericArray values, NumericArray roots) { }
