/** Starts ND4J inside OSGi. Not API. */
package org.paramscope.nd4j;
