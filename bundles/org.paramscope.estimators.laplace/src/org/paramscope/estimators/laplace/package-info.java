/** Expectation and covariance of parameters from curvature, gradients and chains at one fit: Laplace, SWAG, sandwich, NUTS. API. */
package org.paramscope.estimators.laplace;
