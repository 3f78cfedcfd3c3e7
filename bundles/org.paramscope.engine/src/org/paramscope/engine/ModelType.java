package org.paramscope.engine;

import java.util.List;
import org.paramscope.data.SampleShape;

/**
 * Builds models. Contract of the extension point {@code modelTypes}; implementations have a public
 * constructor without arguments and no state.
 *
 * @param <S> settings: a record whose components carry {@link org.paramscope.data.settings.Setting}
 */
public interface ModelType<S extends Record> {

    /**
     * A model for samples of a shape.
     *
     * @throws org.paramscope.data.SettingException when the settings do not fit the shape
     */
    Model build(S settings, SampleShape shape);

    /** What samples must have for these settings; any will do unless overridden. */
    default Requirements requirements(S settings) {
        return Requirements.NONE;
    }

    /** What a fit has learned, to be drawn: the codes of held-out windows unless overridden; none where there is no picture. */
    default List<Picture> pictures(S settings, FittedModel fitted) {
        return Picture.ofCodes(fitted);
    }

    /** What a fit says in numbers: periods, bounds of a likelihood, units in use; none unless overridden. */
    default List<Fact> facts(S settings, FittedModel fitted) {
        return List.of();
    }
}
