/** Recordings, signals, clocks, samples, immutable arrays and the dataset contract. API. */
package org.paramscope.data;
