package org.paramscope.models.recurrent;

import org.paramscope.engine.graph.Recurrence.Cell;

/** Sequence autoencoder of long short-term memory (Hochreiter, Schmidhuber 1997). */
public final class LstmAutoencoder extends RecurrentAutoencoder {

    public LstmAutoencoder() {
        super(Cell.LSTM);
    }
}
