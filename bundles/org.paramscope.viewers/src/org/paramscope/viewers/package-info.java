/** Built-in viewers: functions from a result to a figure. API. */
package org.paramscope.viewers;
