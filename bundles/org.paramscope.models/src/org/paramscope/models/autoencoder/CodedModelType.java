package org.paramscope.models.autoencoder;

import java.util.List;
import java.util.stream.Stream;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Picture;

/** A model type with a head {@code latent}: draws the codes and what each coordinate does, and counts units that do nothing. */
public interface CodedModelType<S extends Record> extends ModelType<S> {

    @Override
    default List<Picture> pictures(S settings, FittedModel fitted) {
        return Stream.concat(Picture.ofCodes(fitted).stream(), CodeSweep.of(fitted).stream()).toList();
    }

    @Override
    default List<Fact> facts(S settings, FittedModel fitted) {
        return UnitActivity.of(fitted);
    }
}
