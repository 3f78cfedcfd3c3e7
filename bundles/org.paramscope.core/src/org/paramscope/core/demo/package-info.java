/** The example that the product brings along. API of the command line and the window. */
package org.paramscope.core.demo;
