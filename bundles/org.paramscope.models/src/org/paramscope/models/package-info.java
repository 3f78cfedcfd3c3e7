/** Built-in autoencoders; baselines, linear and spectral models lie in sub-packages. API. */
package org.paramscope.models;
