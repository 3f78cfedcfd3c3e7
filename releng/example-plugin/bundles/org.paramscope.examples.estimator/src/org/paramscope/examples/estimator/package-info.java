/** An estimator of a third party: the delete-one-block jackknife. */
package org.paramscope.examples.estimator;
