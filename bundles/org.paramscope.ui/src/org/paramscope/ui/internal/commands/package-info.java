/** The commands of the menus and the tool bar. Not API. */
package org.paramscope.ui.internal.commands;
