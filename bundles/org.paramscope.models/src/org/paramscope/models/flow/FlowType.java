package org.paramscope.models.flow;

import java.util.List;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Picture;

/** What flows of windows have in common, whatever their couplings: the model, its report, windows drawn from it. */
public abstract class FlowType<S extends Record> implements ModelType<S> {

    /** For the flows of this package. */
    FlowType() {
    }

    abstract WindowFlow flow(S settings, SampleShape shape);

    @Override
    public final Model build(S settings, SampleShape shape) {
        return flow(settings, shape).model();
    }

    @Override
    public final List<Picture> pictures(S settings, FittedModel fitted) {
        return FlowReport.pictures(flow(settings, fitted.model().shape()), fitted);
    }

    @Override
    public final List<Fact> facts(S settings, FittedModel fitted) {
        return FlowReport.facts(flow(settings, fitted.model().shape()), fitted);
    }

    /**
     * Windows drawn from a flow of these settings.
     *
     * @param model that {@link #build} made, with the widths that it has now
     * @param parameters [p]
     * @param count number of windows, at least 0
     * @return [count, length x channels] in the samples' standardised units, time step by time step
     */
    public final NumericArray draw(S settings, Model model, double[] parameters, int count, long seed) {
        return flow(settings, model.shape()).draw(model, parameters, count, seed);
    }
}
