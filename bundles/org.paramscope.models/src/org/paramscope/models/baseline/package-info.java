/** Baselines that every comparison holds beside its models: persistence, seasonal naive, mean. API. */
package org.paramscope.models.baseline;
