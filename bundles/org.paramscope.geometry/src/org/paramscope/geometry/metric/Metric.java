package org.paramscope.geometry.metric;

import org.paramscope.data.Progress;
import org.paramscope.geometry.Gaussian;
import org.paramscope.geometry.Neurons;

/**
 * Contract of a distance between neurons, each a Gaussian over its parameters.
 *
 * @param <S> its settings: a record with a no-argument constructor that gives the defaults
 */
public interface Metric<S extends Record> {

    /** The distance, not negative; 0 between equal Gaussians. */
    double distance(Gaussian a, Gaussian b, S settings);

    /** What the distance compares, for axes and files: for example {@code means and covariances}. */
    String tensor();

    /** Whether symmetry and the triangle inequality hold; a divergence says no. */
    default boolean isMetric() {
        return true;
    }

    /** The name on axes. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * All distances between neurons. Overridden where work can be shared between the pairs.
     *
     * @throws org.paramscope.data.CancelledException when the user cancelled
     */
    default Distances distances(Neurons neurons, S settings, Progress progress) {
        return Distances.pairs(neurons.labels(), name(), progress,
                (i, j) -> distance(neurons.gaussians().get(i), neurons.gaussians().get(j), settings));
    }
}
