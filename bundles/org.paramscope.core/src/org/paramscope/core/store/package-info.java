/** Results beside a study as arrays that numpy reads. */
package org.paramscope.core.store;
