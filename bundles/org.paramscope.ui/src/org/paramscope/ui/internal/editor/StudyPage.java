package org.paramscope.ui.internal.editor;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.forms.IManagedForm;
import org.eclipse.ui.forms.editor.FormPage;
import org.eclipse.ui.forms.widgets.ExpandableComposite;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.eclipse.ui.forms.widgets.ScrolledForm;
import org.eclipse.ui.forms.widgets.Section;
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
        GridLayoutFactory.fillDefaults().margins(12, 8).spacing(12, 10).applyTo(form.getBody());
        build(form.getBody(), managed.getToolkit());
        DraggedContribution.acceptOn(form, editor::add);
        built = true;
        name();
        refresh();
    }

    private void name() {
        String name = document().study().getName();
        getManagedForm().getForm().setText(name == null || name.isBlank() ? "Study" : name);
    }

    private void changed() {
        if (built && !getManagedForm().getForm().isDisposed()) {
            name();
            refresh();
        }
    }

    /** Makes the controls; the body has a grid layout of one column. */
    abstract void build(Composite body, FormToolkit toolkit);

    /** Shows what the document holds now. */
    abstract void refresh();

    /** Lays the page out again after controls came or went. */
    final void layout() {
        getManagedForm().getForm().getBody().layout(true, true);
        getManagedForm().reflow(true);
    }

    /** A titled part of the page; its client fills the width. */
    static Composite section(Composite parent, FormToolkit toolkit, String title) {
        Section section = toolkit.createSection(parent, ExpandableComposite.NO_TITLE_FOCUS_BOX | ExpandableComposite.TITLE_BAR);
        section.setText(title);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).grab(true, false).applyTo(section);
        Composite client = toolkit.createComposite(section);
        GridLayoutFactory.fillDefaults().margins(4, 4).applyTo(client);
        section.setClient(client);
        return client;
    }
}
