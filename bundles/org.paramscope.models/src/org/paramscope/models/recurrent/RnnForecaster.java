package org.paramscope.models.recurrent;

import org.paramscope.engine.graph.Recurrence.Cell;

/** Forecaster of Elman's units (1990). */
public final class RnnForecaster extends RecurrentForecaster {

    public RnnForecaster() {
        super(Cell.RNN);
    }
}
