package org.paramscope.ui.internal.editor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.study.EstimatorNode;
import org.paramscope.study.Node;
import org.paramscope.study.StudyPackage;

/** Whose samples a density estimator fits: the estimators to choose from, and the words shown for them. */
final class UpstreamChoice {

    private static final String FIRST = "the first with replicas";

    private UpstreamChoice() {
    }

    /**
     * Words by what the study holds; empty for a node that fits no samples of others.
     *
     * @param estimators all of the study
     * @param registry   that knows which of them are density estimators
     */
    static Map<String, String> words(Node node, List<? extends Node> estimators, Registry registry) {
        Map<String, String> words = new LinkedHashMap<>();
        if (node instanceof EstimatorNode estimator && density(estimator, registry)) {
            words.put("", FIRST);
            estimators.stream().filter(each -> !density(each, registry)).forEach(each -> words.put(each.getName(), each.getName()));
            String used = Optional.ofNullable(estimator.getUpstream()).orElse("");
            words.putIfAbsent(used, used);
        }
        return words;
    }

    /** The setting, to be chosen among these words. */
    static SettingDescription setting(Map<String, String> words) {
        return StudyFields.choice(StudyFields.text("upstream", "Fitted to", "the estimator whose samples are fitted"), List.copyOf(words.values()));
    }

    static FieldValue value(StudyDocument document, Node node, Map<String, String> words) {
        return FieldValue.of(document, node, StudyPackage.Literals.ESTIMATOR_NODE__UPSTREAM).inWords(words);
    }

    private static boolean density(Node node, Registry registry) {
        return registry.all(Kind.DENSITY_ESTIMATOR).stream().map(Contribution::id).anyMatch(id -> id.equals(node.getContribution()));
    }
}
