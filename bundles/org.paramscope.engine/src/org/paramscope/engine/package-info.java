/** Problems, training of replicas, parameter distributions and the contracts of model types and estimators. API. */
package org.paramscope.engine;
