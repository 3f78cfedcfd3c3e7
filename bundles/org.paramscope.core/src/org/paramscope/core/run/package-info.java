/** Runs of a study: progress, cancellation, provenance. */
package org.paramscope.core.run;
