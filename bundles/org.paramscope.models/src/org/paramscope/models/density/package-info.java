/** What models that give windows a density have in common: a normal control, and windows drawn as signals. */
package org.paramscope.models.density;
