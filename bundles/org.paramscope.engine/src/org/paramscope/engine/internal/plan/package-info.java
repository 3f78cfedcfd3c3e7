/** Compiled graphs: forward pass, reverse pass and descent for one replica. Not API. */
package org.paramscope.engine.internal.plan;
