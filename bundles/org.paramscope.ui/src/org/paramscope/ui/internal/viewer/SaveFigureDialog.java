package org.paramscope.ui.internal.viewer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Theme;
import org.paramscope.figures.render.CsvWriter;
import org.paramscope.figures.render.PngWriter;
import org.paramscope.figures.render.SvgWriter;
import org.paramscope.data.AtomicFile;
import org.paramscope.ui.internal.Failures;

/** Asks for a format and a size in millimetres, and writes a figure. */
final class SaveFigureDialog extends TitleAreaDialog {

    private static final int DOTS_PER_INCH = 300;

    private final Figure figure;
    private final String name;
    private Combo format;
    private Combo theme;
    private Spinner width;
    private Spinner height;

    /** What can be written. */
    enum Format {
        SVG, PNG, CSV;

        /** The bytes of a figure at a size in millimetres; CSV holds its numbers. */
        byte[] bytes(Figure figure, Theme theme, double width, double height) {
            return switch (this) {
                case SVG -> SvgWriter.write(figure, theme, width, height).getBytes(StandardCharsets.UTF_8);
                case PNG -> PngWriter.write(figure, theme, width, height, DOTS_PER_INCH);
                case CSV -> CsvWriter.write(figure).getBytes(StandardCharsets.UTF_8);
            };
        }
    }

    SaveFigureDialog(Shell parent, Figure figure, String name) {
        super(parent);
        this.figure = figure;
        this.name = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Save figure");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle("Save figure");
        setMessage("SVG and PNG (300 dots per inch) at a size in millimetres; CSV holds the numbers.");
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        format = combo(area, "Format", "SVG", "PNG", "CSV");
        theme = combo(area, "Theme", "light", "dark");
        width = spinner(area, "Width (mm)", 160);
        height = spinner(area, "Height (mm)", 100);
        format.addListener(SWT.Selection, event -> {
            for (Control control : new Control[] {theme, width, height}) {
                control.setEnabled(format.getSelectionIndex() != Format.CSV.ordinal());
            }
        });
        return area;
    }

    private static Combo combo(Composite parent, String label, String... items) {
        new Label(parent, SWT.NONE).setText(label);
        Combo combo = new Combo(parent, SWT.READ_ONLY);
        combo.setItems(items);
        combo.select(0);
        GridDataFactory.fillDefaults().hint(120, SWT.DEFAULT).applyTo(combo);
        return combo;
    }

    private static Spinner spinner(Composite parent, String label, int value) {
        new Label(parent, SWT.NONE).setText(label);
        Spinner spinner = new Spinner(parent, SWT.BORDER);
        spinner.setValues(value, 30, 1000, 0, 5, 20);
        GridDataFactory.fillDefaults().hint(120, SWT.DEFAULT).applyTo(spinner);
        return spinner;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Button save = createButton(parent, IDialogConstants.OK_ID, "Save...", true);
        save.setFocus();
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
    }

    @Override
    protected void okPressed() {
        Format chosen = Format.values()[format.getSelectionIndex()];
        String ending = chosen.name().toLowerCase(java.util.Locale.ROOT);
        FileDialog dialog = new FileDialog(getShell(), SWT.SAVE);
        dialog.setFilterExtensions(new String[] {"*." + ending});
        dialog.setFileName(name + "." + ending);
        dialog.setOverwrite(true);
        String file = dialog.open();
        if (file == null) {
            return;
        }
        try {
            byte[] bytes = chosen.bytes(figure, theme.getSelectionIndex() == 1 ? Theme.DARK : Theme.LIGHT,
                    width.getSelection(), height.getSelection());
            AtomicFile.write(Path.of(file), out -> out.write(bytes));
            super.okPressed();
        } catch (IOException | RuntimeException e) {
            // Disk full, no fonts for PNG: the dialog stays, so that another format or place can be tried.
            Failures.log("save figure", e);
            setErrorMessage(Failures.line(e));
        }
    }
}
