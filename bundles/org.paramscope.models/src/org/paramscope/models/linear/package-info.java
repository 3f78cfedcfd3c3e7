/** Linear model types: autoregression, vector autoregression, principal component analysis of windows. API. */
package org.paramscope.models.linear;
