package org.paramscope.engine;

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
}
