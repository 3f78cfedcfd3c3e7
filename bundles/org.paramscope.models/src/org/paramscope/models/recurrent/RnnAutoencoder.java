package org.paramscope.models.recurrent;

import org.paramscope.engine.graph.Recurrence.Cell;

/** Sequence autoencoder of Elman's units (1990). */
public final class RnnAutoencoder extends RecurrentAutoencoder {

    public RnnAutoencoder() {
        super(Cell.RNN);
    }
}
