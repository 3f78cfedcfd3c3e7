/** Self-contained reports of a run. */
package org.paramscope.core.report;
