/** Threads, moments and blocks of rows. Not API. */
package org.paramscope.engine.internal;
