package org.paramscope.ui.internal.editor;

import java.util.Optional;
import java.util.function.BiConsumer;

import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.data.settings.SettingDescription.Kind;

/** One setting in a form of two columns: label, and control with its unit. A wrong value is marked where it stands. */
final class SettingField {

    private static final int NUMBER_WIDTH = 90;

    private final SettingDescription description;
    private final FieldValue value;
    private final BiConsumer<SettingField, String> report;
    private final Control control;
    private final ControlDecoration mark;
    /** Null when there is none. */
    private final Label unit;
    private String problem;
    /** The study's value over which a text was typed that the study cannot hold; null when it holds what is shown. */
    private String refusedOver;

    /**
     * @param report told the field and its problem, or null when there is none
     */
    SettingField(Composite form, FormToolkit toolkit, SettingDescription description, FieldValue value,
            BiConsumer<SettingField, String> report) {
        this.description = description;
        this.value = value;
        this.report = report;
        Label label = toolkit.createLabel(form, description.kind() == Kind.BOOLEAN ? "" : description.label());
        label.setToolTipText(tip());
        Composite cell = description.unit().isEmpty() ? form : pair(form, toolkit);
        control = create(cell, toolkit);
        control.setToolTipText(tip());
        control.setData("setting", description.name());
        unit = description.unit().isEmpty() ? null : toolkit.createLabel(cell, description.unit());
        mark = new ControlDecoration(control, SWT.LEFT | SWT.TOP);
        mark.setImage(FieldDecorationRegistry.getDefault().getFieldDecoration(FieldDecorationRegistry.DEC_ERROR)
                .getImage());
        mark.hide();
        refresh();
    }

    private Control create(Composite form, FormToolkit toolkit) {
        return switch (description.kind()) {
            case BOOLEAN -> check(form, toolkit);
            case CHOICE -> combo(form);
            case PATH -> path(form, toolkit);
            case INTEGER -> number(form, toolkit, true);
            case REAL -> number(form, toolkit, false);
            case TEXT, INTEGERS, REALS, TEXTS -> text(form, toolkit);
        };
    }

    private Control check(Composite form, FormToolkit toolkit) {
        Button button = toolkit.createButton(form, description.label(), SWT.CHECK);
        button.addListener(SWT.Selection, event -> changed(Boolean.toString(button.getSelection()), false));
        return placed(button, false);
    }

    private Control combo(Composite form) {
        Combo combo = new Combo(form, SWT.READ_ONLY | SWT.DROP_DOWN);
        combo.setItems(description.choices().toArray(String[]::new));
        combo.addListener(SWT.Selection, event -> changed(combo.getText(), false));
        combo.addListener(SWT.MouseVerticalWheel, event -> event.doit = false);
        return placed(combo, false);
    }

    private Control number(Composite form, FormToolkit toolkit, boolean whole) {
        Text text = (Text) text(form, toolkit);
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).hint(NUMBER_WIDTH, SWT.DEFAULT).indent(6, 0)
                .applyTo(text);
        if (whole) {
            text.addListener(SWT.KeyDown, event -> {
                if (event.keyCode == SWT.ARROW_UP || event.keyCode == SWT.ARROW_DOWN) {
                    step(text, event.keyCode == SWT.ARROW_UP ? 1 : -1);
                    event.doit = false;
                }
            });
        }
        return text;
    }

    private void step(Text text, int by) {
        try {
            long next = Long.parseLong(text.getText().strip()) + by;
            if (next >= description.min() && next <= description.max()) {
                text.setText(Long.toString(next));
            }
        } catch (NumberFormatException e) {
            // Not a number: it is marked already, and there is nothing to count from.
            text.selectAll();
        }
    }

    private Control text(Composite form, FormToolkit toolkit) {
        Text text = toolkit.createText(form, "", SWT.SINGLE | SWT.BORDER);
        text.setMessage(description.optional() ? "optional" : "");
        text.addListener(SWT.Modify, event -> changed(text.getText(), true));
        return placed(text, true);
    }

    private Control path(Composite form, FormToolkit toolkit) {
        Composite pair = pair(form, toolkit);
        Text text = toolkit.createText(pair, "", SWT.SINGLE | SWT.BORDER);
        GridDataFactory.fillDefaults().grab(true, false).hint(NUMBER_WIDTH, SWT.DEFAULT).indent(6, 0).applyTo(text);
        text.addListener(SWT.Modify, event -> changed(text.getText(), true));
        Button browse = toolkit.createButton(pair, "Browse...", SWT.PUSH);
        browse.addListener(SWT.Selection, event -> {
            FileDialog dialog = new FileDialog(form.getShell(), SWT.OPEN);
            dialog.setText(description.label());
            Optional.ofNullable(dialog.open()).ifPresent(text::setText);
        });
        return text;
    }

    /** A place for two controls that fills the width. */
    private static Composite pair(Composite form, FormToolkit toolkit) {
        Composite pair = toolkit.createComposite(form);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(pair);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(pair);
        return pair;
    }

    private static Control placed(Control control, boolean wide) {
        GridDataFactory.fillDefaults().align(wide ? SWT.FILL : SWT.BEGINNING, SWT.CENTER).grab(true, false)
                .hint(wide ? NUMBER_WIDTH : SWT.DEFAULT, SWT.DEFAULT).indent(6, 0).applyTo(control);
        return control;
    }

    private String tip() {
        String allowed = "Allowed: " + description.allowed() + ".";
        return description.help().isEmpty() ? allowed : description.help() + "\n" + allowed;
    }

    private void changed(String text, boolean typing) {
        if (!text.equals(shown())) {
            return;
        }
        check(text);
        refusedOver = null;
        if (!text.equals(value.read()) && !value.write(text, typing)) {
            refusedOver = value.read();
            mark(refusal(text));
        }
    }

    private void check(String text) {
        try {
            if (choice(text).isEmpty()) {
                description.check(text);
            }
            mark(null);
        } catch (SettingException e) {
            mark(refusal(text));
        }
    }

    /** The choice that a text means, whatever its case. */
    private Optional<String> choice(String text) {
        if (description.choices().contains(text)) {
            return Optional.of(text);
        }
        return description.choices().stream().filter(each -> each.equalsIgnoreCase(text.replace('_', '-'))
                || each.equalsIgnoreCase(text)).findFirst();
    }

    private String refusal(String text) {
        return "'" + text + "' is not allowed: " + description.allowed();
    }

    private void mark(String message) {
        problem = message;
        if (message == null) {
            mark.hide();
        } else {
            mark.setDescriptionText(message);
            mark.show();
        }
        report.accept(this, message == null ? null : description.label() + " " + message);
    }

    private String shown() {
        return switch (control) {
            case Text text -> text.getText();
            case Combo combo -> combo.getText();
            case Button button -> Boolean.toString(button.getSelection());
            default -> "";
        };
    }

    /** Shows the value of the study, unless the field shows it already. */
    void refresh() {
        String text = value.read();
        if (text.equals(refusedOver)) {
            return;
        }
        if (!text.equals(shown())) {
            switch (control) {
                case Text field -> field.setText(text);
                case Combo combo -> combo.setText(choice(text).orElse(text));
                case Button button -> button.setSelection(Boolean.parseBoolean(text));
                default -> throw new IllegalStateException(control.getClass().getName());
            }
        }
        check(text);
    }

    Control control() {
        return control;
    }

    SettingDescription description() {
        return description;
    }

    /** What is wrong with the value shown. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Enables or disables the field. */
    void enable(boolean enabled) {
        control.setEnabled(enabled);
        if (unit != null) {
            unit.setEnabled(enabled);
        }
    }
}
