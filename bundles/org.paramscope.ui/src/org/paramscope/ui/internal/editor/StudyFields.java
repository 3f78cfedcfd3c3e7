package org.paramscope.ui.internal.editor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EObject;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.ui.internal.Installed;

/** The attributes of a study, and the contributions it names, described as settings so that they make forms like all others. */
final class StudyFields {

    static final List<SettingDescription> GENERAL = List.of(
            text("name", "Name", "shown in reports"),
            new SettingDescription("seed", "Seed", "", SettingDescription.Kind.INTEGER, 0, Long.MAX_VALUE, List.of(), "1",
                    "of every random stream of the study", false),
            text("notes", "Notes", "free text"));

    private StudyFields() {
    }

    /** The values behind such settings: the attributes of the same names. */
    static Function<SettingDescription, FieldValue> values(StudyDocument document, EObject owner) {
        return setting -> FieldValue.of(document, owner,
                (EAttribute) owner.eClass().getEStructuralFeature(setting.name()));
    }

    static SettingDescription text(String name, String label, String help) {
        return new SettingDescription(name, label, "", SettingDescription.Kind.TEXT, 0, 0, List.of(), "", help, true);
    }

    /** The same setting, as a choice among words. */
    static SettingDescription choice(SettingDescription setting, List<String> choices) {
        return new SettingDescription(setting.name(), setting.label(), "", SettingDescription.Kind.CHOICE, 0, 0, choices,
                setting.defaultValue(), setting.help(), false);
    }

    /** The names of the installed contributions of a kind by their identifiers, with the one in use even if it is not installed. */
    static Map<String, String> names(Kind kind, String used) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Contribution<?> each : Installed.registry().all(kind)) {
            names.put(each.id(), each.name());
        }
        if (used != null && !used.isEmpty()) {
            names.putIfAbsent(used, used + " (not installed)");
        }
        return names;
    }
}
