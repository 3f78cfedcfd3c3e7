package org.paramscope.core.run;

import java.util.Map;

import org.paramscope.core.registry.Registry;
import org.paramscope.data.PluginException;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.SettingsSchema;
import org.paramscope.study.Node;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;

/** Single values of a study, set by their path and checked by the settings that they belong to. */
public final class StudyValues {

    private StudyValues() {
    }

    /**
     * Sets one value. Settings of contributions are checked with the whole study, see {@link StudyPlan#of}: they may
     * belong to a plugin that is not installed.
     *
     * @param path as in {@code windows.length}; see {@link Studies#place}
     * @throws IllegalArgumentException when the path names nothing; says what is allowed
     * @throws SettingException         when the value is not allowed; names the path, the value and what is
     */
    public static void set(Study study, String path, String value, Registry registry) throws PluginException {
        Studies.Place place = Studies.place(study, path);
        if (!(place.node() instanceof Node) && place.node() != study) {
            SettingsSchema<?> schema = NodeSettings.schema(place.node(), registry).orElseThrow();
            try {
                schema.parse(Map.of(place.key(), value));
            } catch (SettingException e) {
                throw new SettingException(path, e.value(), e.allowed());
            }
        }
        Studies.set(study, path, value);
    }
}
