package org.paramscope.estimators.variational;

/** Which covariances the approximation of a posterior may have. All are Gaussian with a free mean. */
public enum Family {
    /** All parameters independent (Hinton, van Camp 1993; Graves 2011; Blundell et al. 2015). */
    MEAN_FIELD,
    /** Any covariance among the incoming parameters of each unit of the model; units and all other parameters independent. */
    UNIT_BLOCKS,
    /** Any covariance: for models of up to 1000 parameters. */
    FULL,
    /** A factor of low rank plus a diagonal (Ong, Nott, Smith 2018). */
    LOW_RANK,
    /**
     * For each matrix of weights with its bias the Kronecker product of a covariance of its rows and one of its columns (Louizos,
     * Welling 2016); other parameters independent.
     */
    MATRIX_NORMAL
}
