package org.paramscope.ui.internal.editor;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.forms.IManagedForm;
import org.eclipse.ui.forms.editor.FormPage;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.eclipse.ui.forms.widgets.ScrolledForm;
import org.paramscope.ui.internal.Icons;
import org.paramscope.ui.internal.catalog.DraggedContribution;

/** A page of the study editor: shows the document and follows its changes while it is in front. */
abstract class StudyPage extends FormPage {

    private final StudyEditor editor;
    private boolean built;

    StudyPage(StudyEditor editor, String id, String title) {
        super(editor, id, title);
        this.editor = editor;
        editor.document().onChange(this::changed);
    }

    final StudyEditor editor() {
        return editor;
    }

    final StudyDocument document() {
        return editor.document();
    }

    @Override
    protected final void createFormContent(IManagedForm managed) {
        ScrolledForm form = managed.getForm();
        form.getToolBarManager().add(new Action("Run", Icons.descriptor("run")) {
            @Override
            public void run() {
                editor.run();
            }

            @Override
            public String getToolTipText() {
                return "Run the study (F9)";
            }
        });
        form.updateToolBar();
        // Bars that only show themselves under the pointer would hide that there is more to see.
        form.setScrollbarsMode(SWT.NONE);
        form.getBody().setLayout(new FittedLayout(form));
        Composite page = managed.getToolkit().createComposite(form.getBody());
        GridLayoutFactory.fillDefaults().margins(12, 8).spacing(12, 10).applyTo(page);
        build(page, managed.getToolkit());
        DraggedContribution.acceptOn(form, editor::add);
        built = true;
        name();
        refresh();
    }

    private void name() {
        String name = document().study().getName();
        getManagedForm().getForm().setText(name == null || name.isBlank() ? "Study" : name);
    }

    /** Shows the document again if the page was built: pages are built when they first come to the front. */
    final void changed() {
        if (built && !getManagedForm().getForm().isDisposed()) {
            name();
            refresh();
        }
    }

    /** Makes the controls; the page has a grid layout of one column. */
    abstract void build(Composite page, FormToolkit toolkit);

    /** Shows what the document holds now. */
    abstract void refresh();

    /** Lays the page out again after controls came or went. */
    final void layout() {
        getManagedForm().getForm().getBody().layout(true, true);
        getManagedForm().reflow(true);
    }

    /**
     * A place for two parts, side by side where there is room, that fills the width.
     *
     * @param share of the width that the first one gets
     */
    static Composite columns(Composite parent, FormToolkit toolkit, double share) {
        Composite columns = toolkit.createComposite(parent);
        columns.setLayout(new ColumnsLayout(share));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(columns);
        return columns;
    }

    /** A titled part of the page that fills the width; returns the place for what is in it. */
    static Composite section(Composite parent, FormToolkit toolkit, String title) {
        Composite section = toolkit.createComposite(parent);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).grab(true, false).applyTo(section);
        GridLayoutFactory.fillDefaults().spacing(0, 3).applyTo(section);
        Label heading = toolkit.createLabel(section, title);
        heading.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        Label line = new Label(section, SWT.SEPARATOR | SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
        Composite content = toolkit.createComposite(section);
        GridLayoutFactory.fillDefaults().margins(2, 4).applyTo(content);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(content);
        return content;
    }
}
