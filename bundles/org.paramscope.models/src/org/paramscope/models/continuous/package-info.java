/** Models in continuous time: neural ODE, latent ODE, neural CDE. The model types are API. */
package org.paramscope.models.continuous;
