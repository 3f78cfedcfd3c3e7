/** Merged networks and their controls. API. */
package org.paramscope.geometry.reduction;
