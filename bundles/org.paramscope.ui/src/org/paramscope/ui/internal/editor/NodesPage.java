package org.paramscope.ui.internal.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.study.Node;
import org.paramscope.study.StudyPackage;
import org.paramscope.ui.internal.Icons;
import org.paramscope.ui.internal.Installed;

/** The models, or the estimators, of a study: a list, and the settings of the one selected. */
final class NodesPage extends StudyPage {

    private static final double LIST_SHARE = 0.36;
    private static final int LIST_HEIGHT = 150;

    private final List<Kind> kinds;
    private final EReference feature;
    private TableViewer list;
    private Composite details;
    private Button remove;
    private Button duplicate;
    private SettingsForm form;
    private SettingsForm naming;
    private Node shown;
    /** What the node shown may fit, as it was offered. */
    private Map<String, String> upstream = Map.of();

    NodesPage(StudyEditor editor, List<Kind> kinds, EReference feature, String title) {
        super(editor, feature.getName(), title);
        this.kinds = kinds;
        this.feature = feature;
    }

    @Override
    void build(Composite page, FormToolkit toolkit) {
        Composite columns = columns(page, toolkit, LIST_SHARE);
        Composite left = section(columns, toolkit, getTitle());
        list = new TableViewer(toolkit.createTable(left, SWT.SINGLE | SWT.V_SCROLL | SWT.BORDER));
        list.setContentProvider(ArrayContentProvider.getInstance());
        list.setLabelProvider(new DelegatingStyledCellLabelProvider(new NodeLabels(icon())));
        GridDataFactory.fillDefaults().grab(true, true).hint(150, LIST_HEIGHT).applyTo(list.getControl());
        list.addSelectionChangedListener(event -> show(selected().orElse(null)));
        Composite buttons = toolkit.createComposite(left);
        GridLayoutFactory.fillDefaults().numColumns(3).spacing(4, 0).applyTo(buttons);
        Button add = button(buttons, toolkit, "Add", "new-study");
        add.addListener(SWT.Selection, event -> offer(add));
        duplicate = button(buttons, toolkit, "Duplicate", "duplicate");
        duplicate.addListener(SWT.Selection, event -> selected().ifPresent(this::duplicate));
        remove = button(buttons, toolkit, "Remove", "delete");
        remove.addListener(SWT.Selection, event -> selected().ifPresent(node -> document().remove(feature, List.of(node))));
        details = toolkit.createComposite(columns);
        GridLayoutFactory.fillDefaults().applyTo(details);
    }

    private static Button button(Composite parent, FormToolkit toolkit, String text, String icon) {
        Button button = toolkit.createButton(parent, "", SWT.PUSH);
        button.setImage(Icons.image(icon));
        button.setToolTipText(text);
        return button;
    }

    private String icon() {
        return kinds.contains(Kind.MODEL_TYPE) ? "model" : "estimator";
    }

    private Optional<Node> selected() {
        return Optional.ofNullable((Node) ((IStructuredSelection) list.getSelection()).getFirstElement());
    }

    private void offer(Control beside) {
        MenuManager menu = new MenuManager();
        for (Contribution<?> each : installed().toList()) {
            menu.add(new Action(each.name()) {
                @Override
                public void run() {
                    editor().add(each);
                }
            });
        }
        menu.createContextMenu(beside).setVisible(true);
    }

    private Stream<Contribution<?>> installed() {
        return kinds.stream().flatMap(kind -> Installed.registry().all(kind).stream());
    }

    private void duplicate(Node node) {
        Node copy = EcoreUtil.copy(node);
        copy.setName(NodeNames.free(node.getName(), nodes()));
        document().add(feature, copy);
        select(copy.getName());
    }

    @SuppressWarnings("unchecked")
    private List<Node> nodes() {
        return (List<Node>) document().study().eGet(feature);
    }

    @Override
    void refresh() {
        List<Node> nodes = List.copyOf(nodes());
        Optional<Node> former = selected();
        int index = former.map(((List<?>) list.getInput() == null ? List.of() : (List<?>) list.getInput())::indexOf).orElse(0);
        list.setInput(new ArrayList<>(nodes));
        Node next = former.filter(nodes::contains).orElseGet(() -> nodes.isEmpty() ? null
                : nodes.get(Math.clamp(index, 0, nodes.size() - 1)));
        list.setSelection(next == null ? StructuredSelection.EMPTY : new StructuredSelection(next));
        if (next == shown && form != null && UpstreamChoice.words(next, nodes, Installed.registry()).equals(upstream)) {
            form.refresh();
            naming.refresh();
        } else {
            shown = null;
            show(next);
        }
    }

    /** Selects a node by its name. */
    void select(String name) {
        if (list != null) {
            nodes().stream().filter(node -> name.equals(node.getName())).findFirst()
                    .ifPresent(node -> list.setSelection(new StructuredSelection(node), true));
        }
    }

    private void show(Node node) {
        if (node == shown && form != null && node != null) {
            return;
        }
        shown = node;
        remove.setEnabled(node != null);
        duplicate.setEnabled(node != null);
        for (Control former : details.getChildren()) {
            former.dispose();
        }
        form = null;
        if (node != null) {
            fill(node);
        }
        layout();
    }

    private void fill(Node node) {
        FormToolkit toolkit = getManagedForm().getToolkit();
        Optional<Contribution<?>> contribution = installed()
                .filter(each -> each.id().equals(node.getContribution())).findFirst();
        Composite client = section(details, toolkit,
                contribution.map(Contribution::name).orElse(node.getContribution() + " (not installed)"));
        Label words = toolkit.createLabel(client, contribution.map(Contribution::description)
                .orElse("The plugin that contributes this is not installed. Its settings are kept."), SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(150, SWT.DEFAULT).applyTo(words);
        String place = feature.getName() + "." + node.getName();
        SettingDescription name = new SettingDescription("name", "Name", "", SettingDescription.Kind.TEXT, 0, 0, List.of(),
                "", "unique in the study", false);
        upstream = UpstreamChoice.words(node, nodes(), Installed.registry());
        List<SettingDescription> fields = upstream.isEmpty() ? List.of(name) : List.of(name, UpstreamChoice.setting(upstream));
        naming = new SettingsForm(client, toolkit, document(), place, fields, setting -> setting == name
                ? FieldValue.of(document(), node, StudyPackage.Literals.NODE__NAME) : UpstreamChoice.value(document(), node, upstream));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(naming.control());
        form = new SettingsForm(client, toolkit, document(), place, DataPage.schema(node),
                setting -> FieldValue.of(document(), node, setting));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(form.control());
        contribution.ifPresent(c -> {
            Label source = toolkit.createLabel(client, c.id() + ", " + c.version());
            source.setEnabled(false);
        });
    }

    /** Name and upstream of the node shown; null when there is none. */
    SettingsForm naming() {
        return naming;
    }

    /** The settings of the node shown; null when there is none. */
    SettingsForm form() {
        return form;
    }
}
