/** Installing and removing plugins of third parties; needs no display. */
package org.paramscope.provisioning;
