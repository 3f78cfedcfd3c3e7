/** Runs the outside checks that the installed plugins contribute. API. */
package org.paramscope.core.validation;
