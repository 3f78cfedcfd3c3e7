/** Dense linear algebra: a facade over LAPACK. API. */
package org.paramscope.engine.linalg;
