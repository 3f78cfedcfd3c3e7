/** The views that show results through contributed viewers. Not API. */
package org.paramscope.ui.internal.viewer;
