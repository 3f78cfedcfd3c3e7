/** Criteria and fronts of error against complexity. API. */
package org.paramscope.geometry.front;
