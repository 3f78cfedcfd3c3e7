package org.paramscope.study;

import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.emf.ecore.xmi.FeatureNotFoundException;
import org.eclipse.emf.ecore.xmi.IllegalValueException;

/** What is wrong with a study file, in the user's words: the element, the attribute, the value and what is allowed. */
final class LoadProblem {

    private LoadProblem() {
    }

    static String say(Resource.Diagnostic problem) {
        return switch (problem) {
            case IllegalValueException value when value.getFeature() instanceof EAttribute attribute ->
                element(value.getObject()) + " has " + attribute.getName() + "=\"" + value.getValue() + "\": " + AttributeText.allowed(attribute);
            case FeatureNotFoundException name when name.getObject() != null ->
                element(name.getObject()) + " has no '" + name.getName() + "': " + features(name.getObject().eClass()) + " are allowed";
            default -> firstLine(problem.getMessage());
        };
    }

    /** The first line of a message, without the resource's address, which EMF puts at the end in brackets. */
    static String firstLine(String message) {
        String text = String.valueOf(message).lines().findFirst().orElse("");
        int bracket = text.indexOf(" (file:");
        return bracket > 0 ? text.substring(0, bracket) : text;
    }

    private static String element(EObject object) {
        EClass type = object.eClass();
        for (EReference part : StudyPackage.Literals.STUDY.getEAllReferences()) {
            if (part.getEReferenceType() == type) {
                return "<" + part.getName() + ">";
            }
        }
        return type == StudyPackage.Literals.STUDY ? "<study:Study>" : "<" + type.getName() + ">";
    }

    private static String features(EClass type) {
        return type.getEAllStructuralFeatures().stream().map(EStructuralFeature::getName).collect(Collectors.joining(", "));
    }
}
