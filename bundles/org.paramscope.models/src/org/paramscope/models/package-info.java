/** Built-in model types (SSA, PCA, autoencoder, persistence, seasonal naive) and singular spectrum analysis. API. */
package org.paramscope.models;
