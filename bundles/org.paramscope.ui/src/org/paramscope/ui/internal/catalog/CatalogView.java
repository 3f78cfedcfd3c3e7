package org.paramscope.ui.internal.catalog;

import java.util.Optional;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSourceAdapter;
import org.eclipse.swt.dnd.DragSourceEvent;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.ui.internal.Icons;
import org.paramscope.ui.internal.Installed;
import org.paramscope.ui.internal.editor.StudyEditor;
import org.paramscope.ui.internal.editor.StudyEditors;
import org.paramscope.ui.internal.viewer.ViewerViews;

/** What is installed, by kind. A double click, or dragging, adds an entry to the open study; viewers open as views. */
public final class CatalogView extends ViewPart {

    private final CatalogTree content = new CatalogTree();
    private TreeViewer tree;
    private Text search;

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(parent);
        search = new Text(parent, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        search.setMessage("Search");
        GridDataFactory.fillDefaults().grab(true, false).indent(0, 2).applyTo(search);
        search.addListener(SWT.Modify, event -> search(search.getText()));
        tree = new TreeViewer(parent, SWT.SINGLE | SWT.V_SCROLL | SWT.H_SCROLL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(tree.getControl());
        tree.setContentProvider(content);
        tree.setLabelProvider(new CatalogLabels());
        ColumnViewerToolTipSupport.enableFor(tree);
        tree.addDoubleClickListener(event -> use());
        getSite().setSelectionProvider(tree);
        drag();
        menu();
        // Reading every plugin's contributions takes a moment: the window shows first.
        parent.getDisplay().asyncExec(this::fill);
    }

    private void fill() {
        if (!tree.getControl().isDisposed()) {
            tree.setInput(Installed.registry());
            for (Object group : content.getElements(Installed.registry())) {
                tree.setExpandedState(group, group instanceof CatalogTree.Group g && (g.icon().equals("model") || g.icon().equals("data")));
            }
        }
    }

    private void search(String words) {
        content.search(words);
        tree.refresh();
        if (!words.isBlank()) {
            tree.expandAll();
        }
    }

    private void drag() {
        tree.addDragSupport(DND.DROP_COPY, new Transfer[] {LocalSelectionTransfer.getTransfer()}, new DragSourceAdapter() {
            @Override
            public void dragStart(DragSourceEvent event) {
                event.doit = selected().filter(c -> StudyEditor.takes(c.kind())).isPresent();
                LocalSelectionTransfer.getTransfer().setSelection(event.doit ? tree.getSelection() : StructuredSelection.EMPTY);
            }
        });
    }

    private void menu() {
        MenuManager menu = new MenuManager();
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(shown -> selected().ifPresent(c -> shown.add(
                new Action(c.kind() == Kind.VIEWER ? "Open View" : "Add to Study", Icons.descriptor(CatalogTree.icon(c.kind()))) {
                    @Override
                    public void run() {
                        use();
                    }
                })));
        tree.getControl().setMenu(menu.createContextMenu(tree.getControl()));
    }

    private Optional<Contribution<?>> selected() {
        Object first = ((IStructuredSelection) tree.getSelection()).getFirstElement();
        return first instanceof Contribution<?> c ? Optional.of(c) : Optional.empty();
    }

    /** Adds the selected entry to the study in front, or opens it as a view. */
    private void use() {
        Optional<Contribution<?>> chosen = selected();
        if (chosen.isEmpty()) {
            Object group = ((IStructuredSelection) tree.getSelection()).getFirstElement();
            tree.setExpandedState(group, !tree.getExpandedState(group));
        } else {
            use(chosen.get());
        }
    }

    void use(Contribution<?> chosen) {
        if (chosen.kind() == Kind.VIEWER) {
            ViewerViews.open(getSite().getWorkbenchWindow(), chosen);
        } else if (StudyEditor.takes(chosen.kind())) {
            Optional<StudyEditor> editor = StudyEditors.active(getSite().getPage());
            editor.ifPresentOrElse(open -> open.add(chosen), () -> MessageDialog.openInformation(getSite().getShell(),
                    "Catalog", "Open a study first: " + chosen.name() + " is added to the study in front."));
        }
    }

    TreeViewer tree() {
        return tree;
    }

    Text searchField() {
        return search;
    }

    @Override
    public void setFocus() {
        search.setFocus();
    }
}
