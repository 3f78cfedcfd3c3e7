package org.paramscope.study;

import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EEnum;
import org.eclipse.emf.ecore.EEnumLiteral;

/** What an attribute of a study may hold, in the user's words rather than Java's. */
final class AttributeText {

    private AttributeText() {
    }

    /** As in {@code an integer is allowed}. */
    static String allowed(EAttribute attribute) {
        if (attribute.getEAttributeType() instanceof EEnum choices) {
            return "one of " + choices.getELiterals().stream().map(EEnumLiteral::getLiteral).collect(Collectors.joining(", ")) + " is allowed";
        }
        Class<?> type = attribute.getEAttributeType().getInstanceClass();
        if (type == int.class || type == long.class) {
            return "an integer is allowed";
        }
        return type == double.class ? "a number is allowed" : type == boolean.class ? "true or false is allowed" : "a text is allowed";
    }
}
