/** Alignment of replicas under their symmetries and the identity test. API. */
package org.paramscope.geometry.alignment;
