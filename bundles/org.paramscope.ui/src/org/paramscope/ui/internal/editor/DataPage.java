package org.paramscope.ui.internal.editor;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.run.NodeSettings;
import org.paramscope.data.PluginException;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.data.settings.SettingsSchema;
import org.paramscope.study.DataNode;
import org.paramscope.study.Studies;
import org.paramscope.study.StudyPackage;
import org.paramscope.ui.internal.Installed;

/** The data of a study: a preview with the split drawn on it, the dataset, and how it is cut into windows. */
final class DataPage extends StudyPage {

    private static final int PREVIEW_HEIGHT = 230;

    private DataPreview preview;
    private Combo dataset;
    private Composite settingsParent;
    private SettingsForm settings;
    private Composite channelParent;
    private SettingsForm channel;
    private List<String> offered;
    private SettingsForm windows;
    private SettingsForm general;
    private Label description;
    private DataNode shown;
    private List<String> ids = List.of();

    DataPage(StudyEditor editor) {
        super(editor, "data", "Data");
    }

    @Override
    void build(Composite page, FormToolkit toolkit) {
        preview = new DataPreview(page, toolkit, document(), this::offer);
        GridDataFactory.fillDefaults().grab(true, false).hint(200, PREVIEW_HEIGHT).applyTo(preview.control());
        Composite columns = columns(page, toolkit, 0.5);
        Composite left = column(columns, toolkit);
        Composite right = column(columns, toolkit);

        Composite source = section(left, toolkit, "Dataset");
        dataset = new Combo(source, SWT.READ_ONLY | SWT.DROP_DOWN);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(dataset);
        dataset.addListener(SWT.Selection, event -> choose(ids.get(dataset.getSelectionIndex())));
        dataset.addListener(SWT.MouseVerticalWheel, event -> event.doit = false);
        description = toolkit.createLabel(source, "", SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(120, SWT.DEFAULT).applyTo(description);
        settingsParent = toolkit.createComposite(source);
        GridLayoutFactory.fillDefaults().applyTo(settingsParent);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(settingsParent);

        Composite cut = section(right, toolkit, "Windows and split");
        windows = new SettingsForm(cut, toolkit, document(), "windows",
                schema(document().study().getWindows()), StudyFields.values(document(), document().study().getWindows()));
        grab(windows.control());
        Composite study = section(left, toolkit, "Study");
        general = new SettingsForm(study, toolkit, document(), "study", StudyFields.GENERAL,
                StudyFields.values(document(), document().study()));
        grab(general.control());
    }

    private static Composite column(Composite parent, FormToolkit toolkit) {
        Composite column = toolkit.createComposite(parent);
        GridLayoutFactory.fillDefaults().spacing(0, 12).applyTo(column);
        return column;
    }

    private static void grab(Control control) {
        GridDataFactory.fillDefaults().grab(true, false).applyTo(control);
    }

    static List<SettingDescription> schema(org.eclipse.emf.ecore.EObject node) {
        try {
            return NodeSettings.schema(node, Installed.registry()).map(SettingsSchema::settings).orElse(List.of());
        } catch (PluginException e) {
            // The plugin is not installed: its settings stay as they are and cannot be edited.
            return List.of();
        }
    }

    private void choose(String id) {
        DataNode data = document().study().getData();
        if (data == null || !id.equals(data.getContribution())) {
            String name = id.substring(id.lastIndexOf('.') + 1);
            document().add(StudyPackage.Literals.STUDY__DATA, Studies.data(name, id, Map.of()));
        }
    }

    @Override
    void refresh() {
        DataNode data = document().study().getData();
        if (data == null || data != shown) {
            shown = data;
            show(data);
        } else {
            settings.refresh();
            channel.refresh();
        }
        windows.refresh();
        general.refresh();
        preview.refresh();
    }

    private void show(DataNode data) {
        String used = data == null ? null : data.getContribution();
        Map<String, String> names = StudyFields.names(Kind.DATASET, used);
        ids = List.copyOf(names.keySet());
        dataset.setItems(names.values().toArray(String[]::new));
        dataset.select(used == null ? -1 : ids.indexOf(used));
        description.setText(Installed.registry().all(Kind.DATASET).stream().filter(c -> Objects.equals(c.id(), used))
                .map(Contribution::description).findFirst().orElse(""));
        for (Control former : settingsParent.getChildren()) {
            former.dispose();
        }
        FormToolkit toolkit = getManagedForm().getToolkit();
        settings = new SettingsForm(settingsParent, toolkit, document(), "data", data == null ? List.of() : schema(data),
                setting -> FieldValue.of(document(), data, setting));
        grab(settings.control());
        channelParent = toolkit.createComposite(settingsParent);
        GridLayoutFactory.fillDefaults().applyTo(channelParent);
        grab(channelParent);
        offered = null;
        offer(List.of());
        layout();
    }

    /** Offers the channels that the data have; while they are not known, the one that the study names. */
    private void offer(List<String> channels) {
        if (channels.equals(offered)) {
            channel.refresh();
            return;
        }
        offered = channels;
        for (Control former : channelParent.getChildren()) {
            former.dispose();
        }
        Map<String, String> words = ChannelChoice.words(channels, shown == null ? null : shown.getChannel());
        SettingDescription described = StudyFields.choice(StudyFields.text("channel", "Channel", "to analyse"),
                List.copyOf(words.values()));
        DataNode data = shown;
        channel = new SettingsForm(channelParent, getManagedForm().getToolkit(), document(), "data",
                data == null ? List.of() : List.of(described),
                setting -> FieldValue.of(document(), data, StudyPackage.Literals.DATA_NODE__CHANNEL).inWords(words));
        grab(channel.control());
        layout();
    }

    SettingsForm windows() {
        return windows;
    }

    SettingsForm general() {
        return general;
    }

    SettingsForm settings() {
        return settings;
    }

    SettingsForm channel() {
        return channel;
    }

    DataPreview preview() {
        return preview;
    }
}
