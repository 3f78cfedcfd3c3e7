package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of networks that were trained elsewhere.
 *
 * @param provenance where the numbers come from; the data are the parameters as they were read
 * @param networks   aligned, with the identity of their neurons and the neurons under the metric
 * @param densities  fitted to the aligned networks
 */
public record ReplicaResult(Provenance provenance, EstimatorResult networks, List<EstimatorResult> densities) {

    public ReplicaResult {
        densities = List.copyOf(densities);
    }

    /** The networks and the densities. */
    public List<EstimatorResult> estimates() {
        List<EstimatorResult> all = new ArrayList<>(List.of(networks));
        all.addAll(densities);
        return all;
    }
}
