package org.paramscope.ui.internal.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.Installed;

/** A name, a folder, data, and the models to begin with. */
final class NewStudyPage extends WizardPage {

    private final Path data;
    private final List<Contribution<?>> datasets = new ArrayList<>(Installed.registry().all(Kind.DATASET));
    private final List<Contribution<?>> modelTypes = new ArrayList<>(Installed.registry().all(Kind.MODEL_TYPE));
    private Text name;
    private Text folder;
    private Combo dataset;
    private Text file;
    private Button browse;
    private Table models;

    NewStudyPage(Path data) {
        super("study", "New study", null);
        this.data = data;
        setDescription("Choose data and models; everything can be changed afterwards.");
    }

    @Override
    public void createControl(Composite parent) {
        Composite page = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(8, 8).applyTo(page);
        name = text(page, "Name", data == null ? "study" : data.getFileName().toString().replaceFirst("\\.[^.]*$", ""));
        new Label(page, SWT.NONE);
        folder = text(page, "Folder", ownFolder());
        Button choose = new Button(page, SWT.PUSH);
        choose.setText("Browse...");
        choose.addListener(SWT.Selection, event -> Optional.ofNullable(new DirectoryDialog(getShell()).open())
                .ifPresent(folder::setText));
        new Label(page, SWT.NONE).setText("Data");
        dataset = new Combo(page, SWT.READ_ONLY);
        datasets.forEach(each -> dataset.add(each.name()));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(dataset);
        dataset.addListener(SWT.Selection, event -> validate());
        new Label(page, SWT.NONE);
        file = text(page, "File", data == null ? "" : data.toString());
        browse = new Button(page, SWT.PUSH);
        browse.setText("Browse...");
        browse.addListener(SWT.Selection, event -> Optional.ofNullable(new FileDialog(getShell(), SWT.OPEN).open())
                .ifPresent(file::setText));
        Label label = new Label(page, SWT.NONE);
        label.setText("Models");
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(label);
        models = new Table(page, SWT.CHECK | SWT.BORDER);
        GridDataFactory.fillDefaults().grab(true, true).hint(200, 140).applyTo(models);
        for (Contribution<?> each : modelTypes) {
            TableItem item = new TableItem(models, SWT.NONE);
            item.setText(each.name());
            item.setChecked(true);
        }
        models.addListener(SWT.Selection, event -> validate());
        dataset.select(data == null ? 0 : firstWithFile());
        setControl(page);
        validate();
        setErrorMessage(null);
    }

    private static String ownFolder() {
        try {
            return StudyFolders.own().toString();
        } catch (IOException e) {
            // The page says so as soon as the empty folder is looked at.
            Failures.log("new study", e);
            return "";
        }
    }

    private Text text(Composite page, String label, String value) {
        new Label(page, SWT.NONE).setText(label);
        Text text = new Text(page, SWT.BORDER);
        text.setText(value);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(text);
        text.addListener(SWT.Modify, event -> validate());
        return text;
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

    private void validate() {
        if (models == null || dataset.getSelectionIndex() < 0) {
            setPageComplete(false);
            return;
        }
        boolean wantsFile = path(datasets.get(dataset.getSelectionIndex())).isPresent();
        file.setEnabled(wantsFile);
        browse.setEnabled(wantsFile);
        String problem = name.getText().isBlank() || name.getText().contains("/") ? "The study needs a name without '/'."
                : !isFolder(folder.getText()) ? "'" + folder.getText() + "' is not a folder."
                : wantsFile && !Files.isReadable(Path.of(file.getText())) ? "Choose a file of data that can be read."
                : checked().isEmpty() ? "Choose at least one model." : null;
        setErrorMessage(problem);
        setPageComplete(problem == null);
    }

    private static boolean isFolder(String folder) {
        return !folder.isBlank() && Files.isDirectory(Path.of(folder));
    }

    private List<Contribution<?>> checked() {
        List<Contribution<?>> checked = new ArrayList<>();
        for (int i = 0; i < modelTypes.size(); i++) {
            if (models.getItem(i).getChecked()) {
                checked.add(modelTypes.get(i));
            }
        }
        return checked;
    }

    String name() {
        return name.getText().strip();
    }

    String folder() {
        return folder.getText();
    }

    /** The study as asked for, with the first estimator installed. */
    Study study() {
        Study study = Studies.create(name());
        Contribution<?> source = datasets.get(dataset.getSelectionIndex());
        Map<String, String> settings = new LinkedHashMap<>();
        path(source).ifPresent(setting -> settings.put(setting.name(), file.getText()));
        study.setData(Studies.data(source.shortName(), source.id(), settings));
        for (Contribution<?> model : checked()) {
            study.getModels().add(Studies.model(model.shortName(), model.id(), Map.of()));
        }
        Installed.registry().all(Kind.ESTIMATOR).stream().findFirst().ifPresent(estimator -> study.getEstimators()
                .add(Studies.estimator(estimator.shortName(), estimator.id(), Map.of())));
        return study;
    }
}
