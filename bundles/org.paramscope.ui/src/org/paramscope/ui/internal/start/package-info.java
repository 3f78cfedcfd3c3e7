/** The welcome page. Not API. */
package org.paramscope.ui.internal.start;
