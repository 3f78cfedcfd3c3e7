package org.paramscope.core.registry;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Standardize;
import org.paramscope.data.Transform;

/** A contribution whose constructor fails. */
public final class ThrowingTransform implements Transform<Standardize.Settings> {

    public ThrowingTransform() {
        throw new IllegalStateException("the moon is full\nand more");
    }

    @Override
    public Fitted fit(Standardize.Settings settings, NumericArray train) {
        return new Standardize().fit(settings, train);
    }
}
