/** Arithmetic on chunks of samples, with vectors or plain loops and the same bits. Not API. */
package org.paramscope.engine.internal.kernel;
