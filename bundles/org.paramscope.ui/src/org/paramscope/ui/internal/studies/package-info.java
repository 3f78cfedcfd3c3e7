/** The studies view: folders of studies, what is in them, and the wizard that makes one. Not API. */
package org.paramscope.ui.internal.studies;
