package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.paramscope.data.SettingException;
import org.paramscope.engine.Problem;

/**
 * The models of a study that its data suit, and those that are left out.
 *
 * @param problems of the models, in the study's order
 * @param leftOut  optional models that the data do not suit
 */
record Lineup(Map<StudyPlan.Choice, Problem> problems, List<LeftOut> leftOut) {

    /**
     * Builds the models.
     *
     * @throws SettingException when a model does not suit the data and is not optional, or none is left
     */
    static Lineup of(StudyPlan plan, ModelStage stage) {
        Map<StudyPlan.Choice, Problem> problems = new LinkedHashMap<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (StudyPlan.Choice choice : plan.models()) {
            try {
                problems.put(choice, stage.problem(choice));
            } catch (SettingException e) {
                if (!choice.optional()) {
                    throw e;
                }
                leftOut.add(new LeftOut(choice.name(), choice.contribution().id(), e.allowed()));
            }
        }
        if (problems.isEmpty()) {
            throw new SettingException("models", plan.models().stream().map(StudyPlan.Choice::name).collect(Collectors.joining(", ")),
                    "none of them suits the data: " + leftOut.stream().map(LeftOut::words).collect(Collectors.joining("; ")));
        }
        return new Lineup(problems, leftOut);
    }
}
