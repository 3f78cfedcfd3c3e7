/** Diffusion models as densities over aligned replicas. API. */
package org.paramscope.estimators.diffusion;
