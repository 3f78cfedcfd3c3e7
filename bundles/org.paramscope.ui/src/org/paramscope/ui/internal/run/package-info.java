/** Running studies in the background, and the result that a window shows. Not API. */
package org.paramscope.ui.internal.run;
