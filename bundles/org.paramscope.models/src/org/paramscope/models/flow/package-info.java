/** Normalising flows of data windows: exact densities and samples. Model types are API. */
package org.paramscope.models.flow;
