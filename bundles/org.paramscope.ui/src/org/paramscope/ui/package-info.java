/** The workbench: views, editors and generated forms. */
package org.paramscope.ui;
