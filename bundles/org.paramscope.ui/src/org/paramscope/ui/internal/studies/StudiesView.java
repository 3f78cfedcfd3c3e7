package org.paramscope.ui.internal.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.part.ViewPart;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.Icons;
import org.paramscope.ui.internal.editor.StudyEditor;
import org.paramscope.ui.internal.editor.StudyEditors;

/** Folders of studies and what is in them. A double click opens, a deleted study can come back. */
public final class StudiesView extends ViewPart {

    private final Deque<DeletedStudy> deleted = new ArrayDeque<>();
    private final Runnable refresh = this::refresh;
    private TreeViewer tree;
    private Action delete;
    private Action undo;

    @Override
    public void createPartControl(Composite parent) {
        tree = new TreeViewer(parent, SWT.SINGLE | SWT.V_SCROLL | SWT.H_SCROLL);
        tree.setContentProvider(new StudyTree());
        tree.setLabelProvider(new DelegatingStyledCellLabelProvider(new StudyLabels()));
        tree.setInput(this);
        tree.expandToLevel(2);
        tree.addDoubleClickListener(event -> selected().ifPresent(this::open));
        getSite().setSelectionProvider(tree);
        makeActions();
        tree.addSelectionChangedListener(enablement());
        MenuManager menu = new MenuManager();
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(this::fillMenu);
        tree.getControl().setMenu(menu.createContextMenu(tree.getControl()));
        StudyDrop.install(tree, this);
        StudyFolders.onChange(refresh);
        getSite().getPage().addPartListener(front);
    }

    /** Selects the study whose editor comes to the front, unless something of it is selected already. */
    private final IPartListener2 front = new IPartListener2() {
        @Override
        public void partActivated(IWorkbenchPartReference part) {
            if (part.getPart(false) instanceof StudyEditor editor) {
                Path file = editor.document().file();
                if (selected().filter(entry -> entry.file().equals(file)).isEmpty()) {
                    tree.setSelection(new StructuredSelection(new StudyTree.StudyEntry(file)), true);
                }
            }
        }
    };

    private ISelectionChangedListener enablement() {
        return event -> delete.setEnabled(selected().filter(StudyTree.StudyEntry.class::isInstance).isPresent());
    }

    private void makeActions() {
        delete = new Action("Delete", Icons.descriptor("delete")) {
            @Override
            public void run() {
                selected().filter(StudyTree.StudyEntry.class::isInstance).ifPresent(entry -> delete(entry.file()));
            }
        };
        delete.setEnabled(false);
        undo = new Action("Undo Delete") {
            @Override
            public void run() {
                undoDelete();
            }
        };
        undo.setEnabled(false);
        Action refreshing = new Action("Refresh", Icons.descriptor("refresh")) {
            @Override
            public void run() {
                StudyFolders.changed();
            }
        };
        IActionBars bars = getViewSite().getActionBars();
        bars.setGlobalActionHandler(ActionFactory.DELETE.getId(), delete);
        bars.setGlobalActionHandler(ActionFactory.UNDO.getId(), undo);
        bars.setGlobalActionHandler(ActionFactory.REFRESH.getId(), refreshing);
        bars.getToolBarManager().add(refreshing);
    }

    private void fillMenu(IMenuManager menu) {
        selected().ifPresent(entry -> {
            Action open = new Action("Open") {
                @Override
                public void run() {
                    open(entry);
                }
            };
            menu.add(open);
            if (isOpened(entry)) {
                menu.add(new Action("Close Here") {
                    @Override
                    public void run() {
                        close(entry.file());
                    }
                });
            }
            menu.add(new Separator());
        });
        menu.add(delete);
        menu.add(undo);
    }

    private static boolean isOpened(StudyTree.Entry entry) {
        try {
            return StudyFolders.roots().indexOf(entry.file()) > 0;
        } catch (IOException e) {
            Failures.log("studies", e);
            return false;
        }
    }

    private void close(Path root) {
        try {
            StudyFolders.remove(root);
        } catch (IOException e) {
            Failures.show(getSite().getShell(), "Studies", e);
        }
    }

    private Optional<StudyTree.Entry> selected() {
        return Optional.ofNullable((StudyTree.Entry) ((IStructuredSelection) tree.getSelection()).getFirstElement());
    }

    /** Opens what an entry stands for: a study, a page of it, or the result of a run. */
    void open(StudyTree.Entry entry) {
        if (entry instanceof StudyTree.Folder || entry instanceof StudyTree.Group) {
            tree.setExpandedState(entry, !tree.getExpandedState(entry));
            return;
        }
        try {
            Optional<StudyEditor> editor = StudyEditors.open(getSite().getPage(), entry.file());
            editor.ifPresent(opened -> {
                switch (entry) {
                    case StudyTree.Part part -> opened.showPage(part.page(), part.name());
                    case StudyTree.RunEntry run when run.finished() -> opened.showRun(run.identifier(), "");
                    case StudyTree.ResultEntry result -> opened.showRun(result.run(), result.model());
                    default -> { }
                }
            });
        } catch (PartInitException e) {
            Failures.show(getSite().getShell(), "Studies", e);
        }
    }

    /** Deletes a study after asking once. */
    void delete(Path study) {
        boolean sure = MessageDialog.openQuestion(getSite().getShell(), "Delete study", "Delete the study "
                + StudyLabels.name(study) + " and its results? Edit > Undo brings them back.");
        if (!sure) {
            return;
        }
        try {
            StudyEditors.find(getSite().getPage(), study)
                    .ifPresent(editor -> getSite().getPage().closeEditor(editor, false));
            deleted.push(DeletedStudy.delete(study));
            StudyFolders.changed();
        } catch (IOException e) {
            Failures.show(getSite().getShell(), "Delete study", e);
        }
    }

    /** Brings back the study that was deleted last. */
    void undoDelete() {
        if (!deleted.isEmpty()) {
            try {
                deleted.pop().restore();
                StudyFolders.changed();
            } catch (IOException e) {
                Failures.show(getSite().getShell(), "Undo delete", e);
            }
        }
    }

    private void refresh() {
        if (!tree.getControl().isDisposed()) {
            tree.getControl().getDisplay().execute(() -> {
                if (!tree.getControl().isDisposed()) {
                    Object[] expanded = tree.getExpandedElements();
                    tree.refresh();
                    tree.setExpandedElements(expanded);
                    undo.setEnabled(!deleted.isEmpty());
                    undo.setText(deleted.isEmpty() ? "Undo Delete" : "Undo Delete of " + StudyLabels.name(deleted.peek().study()));
                }
            });
        }
    }

    /** Unfolds a study and selects it. */
    public void reveal(Path study) {
        StudyTree.StudyEntry entry = new StudyTree.StudyEntry(study);
        tree.refresh();
        tree.setSelection(new StructuredSelection(entry), true);
        tree.setExpandedState(entry, true);
    }

    TreeViewer tree() {
        return tree;
    }

    @Override
    public void setFocus() {
        tree.getControl().setFocus();
    }

    @Override
    public void dispose() {
        StudyFolders.forget(refresh);
        getSite().getPage().removePartListener(front);
        super.dispose();
    }
}
