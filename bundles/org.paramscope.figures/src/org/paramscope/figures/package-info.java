/** The figure model, selections, themes and the viewer contract. API. */
package org.paramscope.figures;
