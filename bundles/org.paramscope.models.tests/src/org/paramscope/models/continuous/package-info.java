/** Tests of the models in continuous time. */
package org.paramscope.models.continuous;
