/** The model type of the extender's guide ({@code docs/extending.md}), as a third party would write it. */
package org.paramscope.models.example;
