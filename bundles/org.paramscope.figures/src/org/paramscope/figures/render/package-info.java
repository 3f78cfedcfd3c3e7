/** Layout of figures and their SVG and PNG painters; needs no display. API. */
package org.paramscope.figures.render;
