/** Built-in model types. API. */
package org.paramscope.models;
