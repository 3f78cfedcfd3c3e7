/** Neurons as Gaussians and the values between the analyses. API. */
package org.paramscope.geometry;
