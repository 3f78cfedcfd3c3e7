/** Dense linear algebra: a facade over LAPACK, and many small matrices at once. API. */
package org.paramscope.engine.linalg;
