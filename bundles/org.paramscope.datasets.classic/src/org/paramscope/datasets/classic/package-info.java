/** Classic recorded series, embedded as text under their own licences, with their origins. API. */
package org.paramscope.datasets.classic;
