package org.paramscope.core.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything needed to say where a number came from, and to compute it again.
 *
 * @param study           name of the study
 * @param identifier      of the run, and of its folder
 * @param started         date and time of the start, ISO 8601, UTC
 * @param durationSeconds wall clock
 * @param seed            of every random stream
 * @param dataHash        SHA-256 of the analysed signal
 * @param simulated       whether the data are simulated
 * @param machine         processors, operating system, Java runtime
 * @param threads         replicas at a time
 * @param versions        of the product and of every contribution
 * @param settings        every setting that entered, by its path in the study
 */
public record Provenance(String study, String identifier, String started, double durationSeconds, long seed,
        String dataHash, boolean simulated, String machine, int threads, Map<String, String> versions,
        Map<String, String> settings) {

    public Provenance {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    Provenance lasted(double seconds) {
        return new Provenance(study, identifier, started, seconds, seed, dataHash, simulated, machine, threads, versions,
                settings);
    }
}
