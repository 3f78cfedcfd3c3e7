package org.paramscope.data.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a settings record. From it follow the field in the form, the option on
 * the command line, the attribute in the study file, the check and its message, and the help page.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** What the form shows. */
    String label();

    /** Smallest number allowed; holds for each number of a list. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest number allowed; holds for each number of a list. */
    double max() default Double.POSITIVE_INFINITY;

    /** Unit of a number. */
    String unit() default "";

    /** A phrase that explains it. */
    String help() default "";

    /** Whether a text, a path or a list may be empty. A component of type OptionalInt or OptionalDouble always may. */
    boolean optional() default false;

    /** Values that a search tries, each as text; none: a search leaves the setting as it is. */
    String[] search() default {};
}
