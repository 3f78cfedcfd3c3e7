/** What the parts of the window share: icons and messages. Not API. */
package org.paramscope.ui.internal;
