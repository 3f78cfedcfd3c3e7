/** Installing, listing and removing the plugins of third parties in the user's own profile; needs no display. */
package org.paramscope.provisioning;
