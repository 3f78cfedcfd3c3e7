package org.paramscope.core.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.emf.ecore.EAttribute;
import org.paramscope.core.registry.Registry;
import org.paramscope.core.registry.Kind;
import org.paramscope.data.PluginException;
import org.paramscope.data.settings.SettingsSchema;
import org.paramscope.study.AnalysisNode;
import org.paramscope.study.BudgetNode;
import org.paramscope.study.DataNode;
import org.paramscope.study.EstimatorNode;
import org.paramscope.study.ModelNode;
import org.paramscope.study.Node;
import org.paramscope.study.SearchNode;
import org.paramscope.study.WindowNode;

/**
 * The settings of a study's nodes, all in the same way: text by name, with a schema. Nodes of contributions keep
 * theirs in a map; windows, budget and analysis keep theirs in attributes of the same names as in their records.
 */
public final class NodeSettings {

    private NodeSettings() {
    }

    /**
     * The schema of a node's settings; empty for nodes without any, such as runs.
     *
     * @throws PluginException when the node's contribution is not installed
     */
    public static Optional<SettingsSchema<?>> schema(EObject node, Registry registry) throws PluginException {
        return switch (node) {
            case WindowNode window -> Optional.of(SettingsSchema.of(Windowing.class));
            case BudgetNode budget -> Optional.of(SettingsSchema.of(Training.class));
            case SearchNode search -> Optional.of(SettingsSchema.of(Search.class));
            case AnalysisNode analysis -> Optional.of(SettingsSchema.of(Analysis.class));
            case Node contributed -> registry.find(kinds(contributed), contributed.getContribution()).schema();
            default -> Optional.empty();
        };
    }

    /** The kinds of contributions that a node may name. */
    public static List<Kind> kinds(Node node) {
        return switch (node) {
            case DataNode data -> List.of(Kind.DATASET);
            case ModelNode model -> List.of(Kind.MODEL_TYPE);
            case EstimatorNode estimator -> List.of(Kind.ESTIMATOR, Kind.DENSITY_ESTIMATOR);
            default -> throw new IllegalArgumentException("a node of the type " + node.eClass().getName());
        };
    }

    /** The settings that a node states, as text. */
    public static Map<String, String> values(EObject node) {
        Map<String, String> values = new LinkedHashMap<>();
        if (node instanceof Node contributed) {
            contributed.getSettings().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        } else {
            for (EAttribute attribute : node.eClass().getEAllAttributes()) {
                Object value = node.eGet(attribute);
                values.put(attribute.getName(), value == null ? "" : EcoreUtil.convertToString(attribute.getEAttributeType(), value));
            }
        }
        return values;
    }

    /** States one setting of a node. Values are checked by the schema, not here. */
    public static void put(EObject node, String name, String value) {
        if (node instanceof Node contributed) {
            contributed.getSettings().put(name, value);
            return;
        }
        EStructuralFeature feature = node.eClass().getEStructuralFeature(name);
        if (!(feature instanceof EAttribute attribute)) {
            throw new IllegalArgumentException(node.eClass().getName() + " has no setting '" + name + "'");
        }
        node.eSet(attribute, EcoreUtil.createFromString(attribute.getEAttributeType(), value));
    }

    /** The settings of windows, budget or analysis as their record; throws SettingException when one is not allowed. */
    static <S extends Record> S read(EObject node, Class<S> record) {
        return SettingsSchema.of(record).parse(values(node));
    }
}
