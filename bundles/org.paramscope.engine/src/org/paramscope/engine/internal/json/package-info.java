/** JSON form of models. Not API. */
package org.paramscope.engine.internal.json;
