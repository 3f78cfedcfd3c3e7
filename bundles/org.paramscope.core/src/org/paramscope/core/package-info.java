/** What the window and the command line share. */
package org.paramscope.core;
