package org.paramscope.data.settings;

import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;

/**
 * A contribution whose settings have to suit the samples that they meet. A run asks before it computes or writes
 * anything, so that a value that cannot work is refused at once.
 *
 * @param <S> the settings record
 */
public interface SettingsCheck<S extends Record> {

    /**
     * Checks settings against the samples of a problem.
     *
     * @throws SettingException naming the component of the record, its value and what these samples allow
     */
    void check(S settings, Samples samples);
}
