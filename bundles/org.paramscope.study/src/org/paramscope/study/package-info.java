/**
 * The study document: generated model, atomic files, migrations, recovery. API of the core, the command line
 * and the window; needs EMF and nothing else.
 */
package org.paramscope.study;
