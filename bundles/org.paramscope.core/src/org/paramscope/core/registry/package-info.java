/** The extension points and the one reader of their contributions. */
package org.paramscope.core.registry;
