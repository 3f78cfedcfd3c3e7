/** Autoencoders of windows: dense, with orthogonal code, convolutional, denoising, sparse and contractive; what a code does. API. */
package org.paramscope.models.autoencoder;
