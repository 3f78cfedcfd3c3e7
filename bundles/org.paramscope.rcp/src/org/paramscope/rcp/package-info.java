/** The product: its application, its window and its branding. Not API. */
package org.paramscope.rcp;
