/** Bootstrap estimators and deep ensembles. API. */
package org.paramscope.estimators.bootstrap;
