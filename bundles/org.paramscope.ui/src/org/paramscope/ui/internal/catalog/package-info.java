/** The catalog view: what is installed. Not API. */
package org.paramscope.ui.internal.catalog;
