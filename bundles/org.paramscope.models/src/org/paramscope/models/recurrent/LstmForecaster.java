package org.paramscope.models.recurrent;

import org.paramscope.engine.graph.Recurrence.Cell;

/** Forecaster of long short-term memory (Hochreiter, Schmidhuber 1997). */
public final class LstmForecaster extends RecurrentForecaster {

    public LstmForecaster() {
        super(Cell.LSTM);
    }
}
