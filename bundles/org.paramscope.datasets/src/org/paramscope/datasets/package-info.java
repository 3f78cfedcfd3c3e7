/** Built-in datasets: synthetic series and delimited text. API. */
package org.paramscope.datasets;
