/**
 * The command line: one class per command; needs no display. Exit codes: 0 done, 1 failed, 2 wrong usage,
 * 130 cancelled. Not API.
 */
package org.paramscope.cli;
