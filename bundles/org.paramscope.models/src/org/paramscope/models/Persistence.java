package org.paramscope.models;

import org.paramscope.data.SampleShape;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Requirements;

/** Baseline without parameters: each sample of a window is predicted by the one before it,
 * from the past alone, while models such as {@link Ssa} reconstruct a window that they see. */
public final class Persistence implements ModelType<Persistence.Settings> {

    /** Nothing to choose. */
    public record Settings() {
    }

    @Override
    public Model build(Settings settings, SampleShape shape) {
        return SeasonalNaive.lagged(1, "past", shape);
    }

    @Override
    public Requirements requirements(Settings settings) {
        return Requirements.past(1);
    }
}
