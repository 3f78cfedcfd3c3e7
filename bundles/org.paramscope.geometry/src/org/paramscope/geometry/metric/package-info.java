/** Metrics between neurons, distances and embeddings. API. */
package org.paramscope.geometry.metric;
