/** Puts figures on the screen: XY plots as SWTChart charts, everything else as its laid-out primitives on a canvas. Not API. */
package org.paramscope.ui.internal.figure;
