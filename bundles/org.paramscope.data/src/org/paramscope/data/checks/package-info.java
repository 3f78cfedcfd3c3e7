/** Checks against values that others published or that follow in closed form: the contract. API. */
package org.paramscope.data.checks;
