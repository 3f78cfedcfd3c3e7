/** The study editor: its document with one stack of commands, its pages, and forms made from setting descriptions. Not API. */
package org.paramscope.ui.internal.editor;
