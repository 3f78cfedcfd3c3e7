package org.paramscope.models.recurrent;

import org.paramscope.engine.graph.Recurrence.Cell;

/** Sequence autoencoder of gated recurrent units (Cho et al. 2014). */
public final class GruAutoencoder extends RecurrentAutoencoder {

    public GruAutoencoder() {
        super(Cell.GRU);
    }
}
