/** Transforms of signals that need the linear algebra of the engine, which the data below it do not know. API. */
package org.paramscope.core.transform;
