/** Checks of variational inference against closed forms. Not API. */
package org.paramscope.estimators.variational.checks;
