/** Static graphs of blocks and their values. API. */
package org.paramscope.engine.graph;
