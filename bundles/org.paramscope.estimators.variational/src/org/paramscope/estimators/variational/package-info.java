/** Variational inference: the best Gaussian approximation of the posterior of a model's parameters within a family. API. */
package org.paramscope.estimators.variational;
