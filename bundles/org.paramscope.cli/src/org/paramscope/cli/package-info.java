/** The command line: one class per command; needs no display. */
package org.paramscope.cli;
