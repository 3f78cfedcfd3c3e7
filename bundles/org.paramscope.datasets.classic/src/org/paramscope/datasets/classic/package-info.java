/** Classic recorded series, embedded under their own licences. API. */
package org.paramscope.datasets.classic;
