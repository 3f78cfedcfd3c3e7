/** Light and dark: the theme of the window and of the figures in it. Not API. */
package org.paramscope.ui.internal.theme;
