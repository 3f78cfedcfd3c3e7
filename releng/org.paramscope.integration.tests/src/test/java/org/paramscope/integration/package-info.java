/** Tests of the whole: directions between bundles, the built product, a plugin of a third party. Not API. */
package org.paramscope.integration;
