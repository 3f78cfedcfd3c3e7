/** Checks of singular spectrum analysis against published values and closed forms. Not API. */
package org.paramscope.models.checks;
