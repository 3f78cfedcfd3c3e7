package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.PluginException;
import org.paramscope.data.SettingException;

/**
 * What is done with networks that were trained elsewhere; contributions are found and settings are checked.
 *
 * @param source     of the networks
 * @param densities  density estimators, fitted to the aligned networks
 * @param metric     between neurons
 * @param surrogates of the identity test
 * @param seed       of every random stream
 */
public record ReplicaPlan(StudyPlan.Choice source, List<StudyPlan.Choice> densities, StudyPlan.Choice metric, int surrogates, long seed) {

    /**
     * A contribution by name.
     *
     * @param name         in results
     * @param contribution identifier or short name
     * @param settings     as text, by name
     */
    public record Named(String name, String contribution, Map<String, String> settings) {
    }

    public ReplicaPlan {
        densities = List.copyOf(densities);
        if (surrogates < 20) {
            throw new SettingException("surrogates", Integer.toString(surrogates), "at least 20 are needed");
        }
    }

    /**
     * Resolves names.
     *
     * @param metric identifier or short name
     * @throws PluginException  when a contribution is not installed; says which
     * @throws SettingException when a setting is not allowed; names it by its path, as in {@code archive.folder}
     */
    public static ReplicaPlan of(Named source, List<Named> densities, String metric, int surrogates, long seed, Registry registry)
            throws PluginException {
        List<StudyPlan.Choice> choices = new ArrayList<>();
        for (Named density : densities) {
            choices.add(choice(Kind.DENSITY_ESTIMATOR, density, registry));
        }
        return new ReplicaPlan(choice(Kind.REPLICA_SOURCE, source, registry), choices,
                choice(Kind.METRIC, new Named("metric", metric, Map.of()), registry), surrogates, seed);
    }

    private static StudyPlan.Choice choice(Kind kind, Named named, Registry registry) throws PluginException {
        Contribution<?> contribution = registry.find(kind, named.contribution());
        try {
            return new StudyPlan.Choice(named.name(), named.name(), contribution, contribution.schema().orElseThrow().parse(named.settings()), false);
        } catch (SettingException e) {
            throw new SettingException(named.name() + "." + e.setting(), e.value(), e.allowed());
        }
    }

    /** Every setting that enters the numbers. */
    Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("seed", Long.toString(seed));
        all.put("surrogates", Integer.toString(surrogates));
        for (StudyPlan.Choice choice : choices()) {
            all.put(choice.name(), choice.contribution().id());
            choice.text().forEach((key, value) -> all.put(choice.name() + "." + key, value));
        }
        return all;
    }

    /** The version of the product and of every contribution. */
    Map<String, String> versions() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("paramscope", RunRecord.version());
        choices().forEach(c -> all.put(c.contribution().id(), c.contribution().version()));
        return all;
    }

    private List<StudyPlan.Choice> choices() {
        List<StudyPlan.Choice> all = new ArrayList<>(List.of(source));
        all.addAll(densities);
        all.add(metric);
        return all;
    }
}
