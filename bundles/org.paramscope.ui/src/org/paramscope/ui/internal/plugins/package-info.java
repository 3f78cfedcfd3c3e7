/** Installing and uninstalling plugins. Not API. */
package org.paramscope.ui.internal.plugins;
