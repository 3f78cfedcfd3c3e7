/** What several model types compute with. Not API. */
package org.paramscope.models.internal;
