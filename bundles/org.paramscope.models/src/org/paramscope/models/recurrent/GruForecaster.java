package org.paramscope.models.recurrent;

import org.paramscope.engine.graph.Recurrence.Cell;

/** Forecaster of gated recurrent units (Cho et al. 2014). */
public final class GruForecaster extends RecurrentForecaster {

    public GruForecaster() {
        super(Cell.GRU);
    }
}
