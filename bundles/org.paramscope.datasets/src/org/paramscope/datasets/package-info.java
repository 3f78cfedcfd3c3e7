/** Built-in datasets: synthetic series, delimited text, and the classic series. Contributions; not API. */
package org.paramscope.datasets;
