/** Expectation and covariance of parameters by resampling, and by independent starts. API. */
package org.paramscope.estimators.bootstrap;
