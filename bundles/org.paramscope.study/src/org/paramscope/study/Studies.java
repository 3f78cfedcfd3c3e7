package org.paramscope.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.util.EcoreUtil;

/** Makes studies and their parts, and changes single values by their path. */
public final class Studies {

    private Studies() {
    }

    /** An empty study: data to be named, windows, budget and analysis with their defaults. */
    public static Study create(String name) {
        StudyFactory factory = StudyFactory.eINSTANCE;
        Study study = factory.createStudy();
        study.setName(name);
        study.setData(factory.createDataNode());
        study.setWindows(factory.createWindowNode());
        study.setBudget(factory.createBudgetNode());
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
     * Sets one value by its path: {@code seed}, {@code windows.length}, {@code data.channel},
     * {@code models.<name>.<setting>}, {@code estimators.<name>.<setting>}, {@code analysis.draws}.
     * Settings of contributions are text and are checked where the contribution is known.
     *
     * @throws IllegalArgumentException when the path names nothing, or the value does not fit; says what is allowed
     */
    public static void set(Study study, String path, String value) {
        String[] parts = path.split("\\.", 3);
        EObject at = study;
        int next = 0;
        if (parts.length > 1) {
            EStructuralFeature feature = study.eClass().getEStructuralFeature(parts[0]);
            Object inside = feature == null || feature instanceof EAttribute ? null : study.eGet(feature);
            if (inside instanceof List<?> nodes && parts.length == 3) {
                at = named(nodes, parts[0], parts[1]);
                next = 2;
            } else if (inside instanceof EObject node && parts.length == 2) {
                at = node;
                next = 1;
            } else {
                throw new IllegalArgumentException("'" + path + "' names nothing in the study; allowed are "
                        + "seed, data.*, windows.*, budget.*, analysis.*, models.<name>.*, estimators.<name>.*");
            }
        }
        put(at, parts[next], path, value);
    }

    private static EObject named(List<?> nodes, String kind, String name) {
        List<String> names = new ArrayList<>();
        for (Object each : nodes) {
            if (each instanceof Node node) {
                if (name.equals(node.getName())) {
                    return node;
                }
                names.add(node.getName());
            }
        }
        throw new IllegalArgumentException("'" + name + "' is none of the study's " + kind + ": "
                + String.join(", ", names));
    }

    private static void put(EObject at, String key, String path, String value) {
        EStructuralFeature feature = at.eClass().getEStructuralFeature(key);
        if (feature instanceof EAttribute attribute) {
            try {
                at.eSet(attribute, EcoreUtil.createFromString(attribute.getEAttributeType(), value));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(path + " = '" + value + "' is not allowed: "
                        + attribute.getEAttributeType().getInstanceClass().getSimpleName() + " wanted", e);
            }
        } else if (at instanceof Node node && feature == null) {
            node.getSettings().put(key, value);
        } else {
            throw new IllegalArgumentException("'" + path + "' is not a value of the study; "
                    + at.eClass().getName() + " has " + at.eClass().getEAllAttributes().stream()
                            .map(EAttribute::getName).toList());
        }
    }
}
