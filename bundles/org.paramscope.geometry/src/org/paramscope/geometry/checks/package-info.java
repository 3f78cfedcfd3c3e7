/** Checks of distances, alignment and the identity test against closed forms and simulations. Not API. */
package org.paramscope.geometry.checks;
