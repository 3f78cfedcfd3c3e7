/** The workbench: its identifiers, its perspective and how a window starts. Not API for contributions. */
package org.paramscope.ui;
