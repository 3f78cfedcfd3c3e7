package org.paramscope.core.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.paramscope.data.SettingException;
import org.paramscope.study.EstimatorNode;
import org.paramscope.study.NodeAddress;
import org.paramscope.study.Study;

/** Whose samples the density estimators of a study fit. */
final class Upstreams {

    private static final int LEAST_SAMPLES = 2;

    private Upstreams() {
    }

    /**
     * The estimators that may be upstream of each density estimator, by its name: the one that its node names, else all that are no
     * density estimators.
     *
     * @param choices of the study's estimators, in its order
     * @throws SettingException when a node names none of these, or there are none
     */
    static Map<String, List<StudyPlan.Choice>> of(Study study, List<StudyPlan.Choice> choices) {
        List<StudyPlan.Choice> sources = choices.stream().filter(c -> !c.density()).toList();
        Map<String, List<StudyPlan.Choice>> all = new LinkedHashMap<>();
        for (int i = 0; i < choices.size(); i++) {
            StudyPlan.Choice choice = choices.get(i);
            String named = text(study.getEstimators().get(i));
            if (choice.density()) {
                all.put(choice.name(), named.isEmpty() ? any(choice, sources) : List.of(named(choice, named, study, sources)));
            } else if (!named.isEmpty()) {
                throw refusal(choice, named, "nothing is allowed: " + choice.contribution().name() + " fits no samples of others");
            }
        }
        return all;
    }

    private static List<StudyPlan.Choice> any(StudyPlan.Choice choice, List<StudyPlan.Choice> sources) {
        if (sources.isEmpty()) {
            throw refusal(choice, "", "an estimator that gives samples is needed in the study; add one, such as bootstrap");
        }
        return sources;
    }

    private static StudyPlan.Choice named(StudyPlan.Choice choice, String named, Study study, List<StudyPlan.Choice> sources) {
        String allowed = "one of the study's estimators that fit no samples themselves is allowed: "
                + (sources.isEmpty() ? "there are none" : sources.stream().map(StudyPlan.Choice::name).collect(Collectors.joining(", ")));
        try {
            EstimatorNode node = NodeAddress.find("estimators", study.getEstimators(), named);
            return sources.stream().filter(s -> s.name().equals(node.getName())).findFirst().orElseThrow(() -> refusal(choice, named, allowed));
        } catch (SettingException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw refusal(choice, named, allowed);
        }
    }

    private static SettingException refusal(StudyPlan.Choice choice, String value, String allowed) {
        return new SettingException(choice.path() + ".upstream", value, allowed);
    }

    private static String text(EstimatorNode node) {
        return node.getUpstream() == null ? "" : node.getUpstream().strip();
    }

    /**
     * The estimate whose samples are fitted: of several the first with replicas, before one whose samples are drawn from what it
     * estimated already.
     *
     * @param found the estimates of the model, those of the candidates among them
     * @throws SettingException when no candidate has at least 2 samples
     */
    static EstimatorResult choose(StudyPlan.Choice density, List<StudyPlan.Choice> candidates, List<EstimatorResult> found) {
        List<EstimatorResult> able = candidates.stream().flatMap(c -> found.stream().filter(e -> e.estimator().equals(c.name())))
                .filter(e -> e.distribution().samples().size(0) >= LEAST_SAMPLES).toList();
        Optional<EstimatorResult> replicas = able.stream().filter(e -> e.trained().isPresent()).findFirst();
        return replicas.or(() -> able.stream().findFirst()).orElseThrow(() -> refusal(density,
                candidates.stream().map(StudyPlan.Choice::name).collect(Collectors.joining(", ")), "an estimator with at least "
                        + LEAST_SAMPLES + " samples is needed, such as bootstrap or ensemble"));
    }
}
