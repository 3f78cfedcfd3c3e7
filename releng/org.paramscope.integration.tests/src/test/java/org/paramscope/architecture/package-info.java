/** The rules of the architecture, checked over classes and manifests of all bundles. */
package org.paramscope.architecture;
