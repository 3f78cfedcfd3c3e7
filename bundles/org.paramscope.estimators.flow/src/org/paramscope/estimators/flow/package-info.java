/** Normalising flows as densities over aligned replicas, and as variational posteriors. API. */
package org.paramscope.estimators.flow;
