/** What densities over aligned replicas are built from and compared with: principal subspaces and kernel densities. API. */
package org.paramscope.geometry.density;
