package org.paramscope.study;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.util.EcoreUtil;

/** Makes studies and their parts, and changes single values by their path. */
public final class Studies {

    private Studies() {
    }

    /** An empty study: data to be named, windows, budget, search and analysis with their defaults. */
    public static Study create(String name) {
        StudyFactory factory = StudyFactory.eINSTANCE;
        Study study = factory.createStudy();
        study.setName(name);
        study.setData(factory.createDataNode());
        study.setWindows(factory.createWindowNode());
        study.setBudget(factory.createBudgetNode());
        study.setSearch(factory.createSearchNode());
        study.setAnalysis(factory.createAnalysisNode());
        return study;
    }

    /** A model; the settings are those that differ from the defaults. */
    public static ModelNode model(String name, String contribution, Map<String, String> settings) {
        return fill(StudyFactory.eINSTANCE.createModelNode(), name, contribution, settings);
    }

    /** An estimator; the settings are those that differ from the defaults. */
    public static EstimatorNode estimator(String name, String contribution, Map<String, String> settings) {
        return fill(StudyFactory.eINSTANCE.createEstimatorNode(), name, contribution, settings);
    }

    /** A data source; the settings are those that differ from the defaults. */
    public static DataNode data(String name, String contribution, Map<String, String> settings) {
        return fill(StudyFactory.eINSTANCE.createDataNode(), name, contribution, settings);
    }

    private static <N extends Node> N fill(N node, String name, String contribution, Map<String, String> settings) {
        node.setName(name);
        node.setContribution(contribution);
        // Sorted, so that equal studies give equal files.
        new TreeMap<>(settings).forEach((key, value) -> node.getSettings().put(key, value));
        return node;
    }

    /** A run of the study, by its identifier. */
    public static Optional<RunNode> run(Study study, String identifier) {
        return study.getRuns().stream().filter(r -> identifier.equals(r.getIdentifier())).findFirst();
    }

    /**
     * Where a path of a study leads.
     *
     * @param node the study, or a part of it
     * @param key  name of an attribute, or of a setting of a contribution
     */
    public record Place(EObject node, String key) {
    }

    /**
     * Finds the place of a path: {@code seed}, {@code windows.length}, {@code data.channel},
     * {@code models.<name>.<setting>}, {@code estimators.<name>.<setting>}, {@code analysis.draws}. Instead of the name
     * the type of a model or an estimator will do where it is unique.
     *
     * @throws IllegalArgumentException when the path names nothing; says what is allowed
     */
    public static Place place(Study study, String path) {
        String[] parts = path.split("\\.", 3);
        EObject at = study;
        if (parts.length > 1) {
            EStructuralFeature feature = study.eClass().getEStructuralFeature(parts[0]);
            if (parts.length == 3 && feature == StudyPackage.Literals.STUDY__MODELS) {
                at = NodeAddress.find(parts[0], study.getModels(), parts[1]);
            } else if (parts.length == 3 && feature == StudyPackage.Literals.STUDY__ESTIMATORS) {
                at = NodeAddress.find(parts[0], study.getEstimators(), parts[1]);
            } else if (parts.length == 2 && feature instanceof EReference && study.eGet(feature) instanceof EObject node) {
                at = node;
            } else {
                throw nothing(path);
            }
        }
        String key = parts[parts.length - 1];
        EStructuralFeature attribute = at.eClass().getEStructuralFeature(key);
        boolean setting = at instanceof Node && attribute == null && !key.isBlank();
        if (setting || attribute instanceof EAttribute && attribute != StudyPackage.Literals.STUDY__FORMAT_VERSION) {
            return new Place(at, key);
        }
        throw at == study ? nothing(path) : new IllegalArgumentException("'" + path + "' names nothing in the study; " + parts[0]
                + " has " + at.eClass().getEAllAttributes().stream().map(EAttribute::getName).collect(Collectors.joining(", ")));
    }

    /**
     * Sets one value by its path, see {@link #place}. Settings of contributions are text and are checked where the
     * contribution is known.
     *
     * @throws IllegalArgumentException when the path names nothing, or the value does not fit; says what is allowed
     */
    public static void set(Study study, String path, String value) {
        Place place = place(study, path);
        if (!(place.node().eClass().getEStructuralFeature(place.key()) instanceof EAttribute attribute)) {
            ((Node) place.node()).getSettings().put(place.key(), value);
            return;
        }
        try {
            place.node().eSet(attribute, EcoreUtil.createFromString(attribute.getEAttributeType(), value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + path + "' is '" + value + "': " + AttributeText.allowed(attribute), e);
        }
    }

    private static IllegalArgumentException nothing(String path) {
        return new IllegalArgumentException("'" + path + "' names nothing in the study; allowed are name, seed, notes, data.*, windows.*,"
                + " budget.*, analysis.*, models.<name>.*, estimators.<name>.*");
    }
}
