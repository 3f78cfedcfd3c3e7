/** Variational autoencoders: a normal code for each window, a normal likelihood, bounds of the evidence. Model types are API. */
package org.paramscope.models.variational;
