package org.paramscope.ui.internal.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.Progress;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.engine.DensityEstimator;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.study.EstimatorNode;
import org.paramscope.study.Studies;

class UpstreamChoiceTest {

    /** Gives back what it was given. */
    public static final class Same implements DensityEstimator<Same.Settings> {

        public record Settings() {
        }

        @Override
        public ParameterDistribution fit(ParameterDistribution replicas, Settings settings, long seed, ReplicaExecutor executor, Progress progress) {
            return replicas;
        }
    }

    private static final Registry REGISTRY = Registry.of(Contribution.direct(Kind.DENSITY_ESTIMATOR, "a.same", "Same", "", new Same()));

    private final EstimatorNode boot = Studies.estimator("boot", "a.bootstrap", Map.of());
    private final EstimatorNode first = Studies.estimator("first", "a.same", Map.of());
    private final EstimatorNode second = Studies.estimator("second", "a.same", Map.of());
    private final List<EstimatorNode> all = List.of(first, boot, second);

    @Test
    void offersTheEstimatorsThatFitNoSamplesThemselves() {
        assertEquals(List.of("", "boot"), List.copyOf(UpstreamChoice.words(first, all, REGISTRY).keySet()));
        assertEquals(Map.of(), UpstreamChoice.words(boot, all, REGISTRY));
    }

    @Test
    void whatTheStudyNamesIsOfferedEvenIfItIsGone() {
        second.setUpstream("former");
        Map<String, String> words = UpstreamChoice.words(second, all, REGISTRY);
        assertEquals(List.of("", "boot", "former"), List.copyOf(words.keySet()));
        SettingDescription setting = UpstreamChoice.setting(words);
        assertEquals(List.copyOf(words.values()), setting.choices());
    }
}
