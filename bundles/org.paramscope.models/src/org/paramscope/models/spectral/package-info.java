/** Singular spectrum analysis of one and of several series, and as a model of windows. API. */
package org.paramscope.models.spectral;
