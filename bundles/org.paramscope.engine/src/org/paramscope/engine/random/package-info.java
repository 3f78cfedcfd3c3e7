/** Counter-based random streams. API. */
package org.paramscope.engine.random;
