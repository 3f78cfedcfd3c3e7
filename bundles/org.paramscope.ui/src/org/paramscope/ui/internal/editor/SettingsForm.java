package org.paramscope.ui.internal.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.paramscope.data.settings.SettingDescription;

/** A form made from setting descriptions. */
final class SettingsForm {

    private final List<SettingField> fields = new ArrayList<>();
    private final Composite form;
    private final StudyDocument document;
    private final String place;

    /**
     * @param place where the settings stand, such as "models.pca"; names problems
     * @param values gives the value behind each setting
     */
    SettingsForm(Composite parent, FormToolkit toolkit, StudyDocument document, String place,
            List<SettingDescription> settings, Function<SettingDescription, FieldValue> values) {
        this.document = document;
        this.place = place;
        form = toolkit.createComposite(parent);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 6).margins(2, 2).applyTo(form);
        for (SettingDescription setting : settings) {
            fields.add(new SettingField(form, toolkit, setting, values.apply(setting), this::report));
        }
        form.addDisposeListener(event -> fields.forEach(field -> document.problem(key(field), null)));
    }

    private void report(SettingField field, String problem) {
        document.problem(key(field), problem == null ? null : place + ": " + problem);
    }

    private String key(SettingField field) {
        return place + "." + field.description().name();
    }

    Composite control() {
        return form;
    }

    /** Shows the values that the study holds now. */
    void refresh() {
        fields.forEach(SettingField::refresh);
    }

    Optional<SettingField> field(String setting) {
        return fields.stream().filter(field -> field.description().name().equals(setting)).findFirst();
    }
}
