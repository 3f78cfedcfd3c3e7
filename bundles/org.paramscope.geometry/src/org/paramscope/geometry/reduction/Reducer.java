package org.paramscope.geometry.reduction;

import org.paramscope.engine.UnitLayer;
import org.paramscope.data.Progress;

/**
 * Contract of a way to shrink a network: it gives a path of smaller networks, with its controls.
 *
 * @param <S> its settings: a record with a no-argument constructor that gives the defaults
 */
public interface Reducer<S extends Record> {

    /** Whether a layer can be reduced in this way; any with at least two units unless overridden. */
    default boolean applies(UnitLayer layer) {
        return layer.count() > 1;
    }

    /**
     * Reduces one layer.
     *
     * @throws org.paramscope.data.SettingException   when the layer cannot be reduced in this way
     * @throws org.paramscope.data.CancelledException when the user cancelled
     */
    Reduction reduce(ReductionProblem problem, S settings, Progress progress);
}
