/** Networks that were trained elsewhere: state dicts in files, and what their tensors are. */
package org.paramscope.estimators.archive;
