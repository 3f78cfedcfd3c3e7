package org.paramscope.geometry.metric;

import org.paramscope.data.Progress;
import org.paramscope.geometry.Neurons;

/** A metric together with its settings. */
public record ChosenMetric<S extends Record>(Metric<S> metric, S settings) {

    /** All distances between neurons. */
    public Distances distances(Neurons neurons, Progress progress) {
        return metric.distances(neurons, settings, progress);
    }
}
