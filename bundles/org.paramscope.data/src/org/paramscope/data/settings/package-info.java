/** Settings records: what a setting is, how it is read, checked and described. API. */
package org.paramscope.data.settings;
