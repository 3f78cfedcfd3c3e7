package org.paramscope.ui.internal.studies;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.study.DataNode;
import org.paramscope.study.Studies;
import org.paramscope.ui.internal.Installed;

/** Chooses a dataset, its file where it wants one, and the channel once the data have said which there are. */
final class DataChoice {

    /** Every channel. */
    private static final String ALL = "*";
    private static final int MOST_OFFERED = 200;

    private final List<Contribution<?>> datasets = List.copyOf(Installed.registry().all(Kind.DATASET));
    private final Combo dataset;
    private final Text file;
    private final Button browse;
    private final Combo channel;

    /**
     * @param page    with a grid layout of three columns
     * @param data    a file to begin with; null for none
     * @param changed called after each choice of the user
     */
    DataChoice(Composite page, Path data, Runnable changed) {
        new Label(page, SWT.NONE).setText("Data");
        dataset = combo(page);
        datasets.forEach(each -> dataset.add(each.name()));
        new Label(page, SWT.NONE).setText("File");
        file = new Text(page, SWT.BORDER);
        file.setText(data == null ? "" : data.toString());
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(file);
        browse = new Button(page, SWT.PUSH);
        browse.setText("Browse...");
        browse.addListener(SWT.Selection, event -> Optional.ofNullable(new FileDialog(page.getShell(), SWT.OPEN).open())
                .ifPresent(file::setText));
        new Label(page, SWT.NONE).setText("Channel");
        channel = combo(page);
        dataset.select(data == null ? 0 : opening(data));
        channel.setEnabled(false);
        enable();
        dataset.addListener(SWT.Selection, event -> {
            enable();
            forgetChannels();
            changed.run();
        });
        file.addListener(SWT.Modify, event -> {
            forgetChannels();
            changed.run();
        });
        channel.addListener(SWT.Selection, event -> changed.run());
    }

    private static Combo combo(Composite page) {
        Combo combo = new Combo(page, SWT.READ_ONLY);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(combo);
        return combo;
    }

    /** The dataset that opens files of that ending, else delimited text. */
    private int opening(Path data) {
        String name = Installed.registry().opener(data.toString()).map(Contribution::shortName).orElse("csv");
        for (int i = 0; i < datasets.size(); i++) {
            if (datasets.get(i).shortName().equals(name)) {
                return i;
            }
        }
        return firstWithFile();
    }

    private int firstWithFile() {
        for (int i = 0; i < datasets.size(); i++) {
            if (path(datasets.get(i)).isPresent()) {
                return i;
            }
        }
        return 0;
    }

    /** The setting in which a dataset wants a file. */
    private static Optional<SettingDescription> path(Contribution<?> dataset) {
        return dataset.schema().flatMap(schema -> schema.settings().stream()
                .filter(setting -> setting.kind() == SettingDescription.Kind.PATH).findFirst());
    }

    private Contribution<?> chosen() {
        return datasets.get(dataset.getSelectionIndex());
    }

    private void enable() {
        boolean wantsFile = path(chosen()).isPresent();
        file.setEnabled(wantsFile);
        browse.setEnabled(wantsFile);
    }

    private void forgetChannels() {
        channel.removeAll();
        channel.setEnabled(false);
    }

    /** What is wrong with the choice before the data are opened; empty when nothing is. */
    Optional<String> problem() {
        if (datasets.isEmpty()) {
            return Optional.of("No dataset is installed.");
        }
        if (path(chosen()).isPresent()) {
            if (file.getText().isBlank()) {
                return Optional.of("Choose a file of data.");
            }
            if (!Files.isReadable(Path.of(file.getText()))) {
                return Optional.of("'" + file.getText() + "' cannot be read: choose a file of data.");
            }
        }
        try {
            chosen().schema().orElseThrow().parse(settings());
            return Optional.empty();
        } catch (SettingException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        path(chosen()).ifPresent(setting -> settings.put(setting.name(), file.getText().strip()));
        return settings;
    }

    /**
     * Offers the channels that the data have and all together, the first one to begin with; all of a film, whose pixels are too many.
     *
     * @return whether another channel is chosen now
     */
    boolean offer(List<String> channels) {
        List<String> items = new ArrayList<>(channels.size() > MOST_OFFERED ? List.of() : channels);
        if (channels.size() > 1) {
            items.add(ALL);
        }
        if (List.of(channel.getItems()).equals(items)) {
            return false;
        }
        channel.setItems(items.toArray(String[]::new));
        channel.select(items.isEmpty() ? -1 : 0);
        channel.setEnabled(items.size() > 1);
        return channels.size() > 1;
    }

    /** What a study of these data may be called. */
    String name() {
        boolean named = path(chosen()).isPresent() && !file.getText().isBlank();
        return named ? nameOf(Path.of(file.getText().strip())) : path(chosen()).isPresent() ? "study" : chosen().shortName();
    }

    /** The name of a file without its ending. */
    static String nameOf(Path file) {
        return file.getFileName() == null ? "study" : file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    /** The choice as a part of a study; a channel is named only where there are several. */
    DataNode node() {
        DataNode node = Studies.data(chosen().shortName(), chosen().id(), settings());
        node.setContributionVersion(chosen().version());
        if (channel.getText().equals(ALL) || channel.getItemCount() > 1) {
            node.setChannel(channel.getText());
        }
        return node;
    }
}
