package org.paramscope.ui.internal.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.Installed;
import org.paramscope.ui.internal.run.DataOpening;
import org.paramscope.ui.internal.run.OpenedData;

/** A name, a folder, data, and the models to begin with. The page is complete when a run could use the data. */
final class NewStudyPage extends WizardPage {

    private final Path file;
    private final List<Contribution<?>> modelTypes = List.copyOf(Installed.registry().all(Kind.MODEL_TYPE));
    private Text name;
    private String suggestion;
    private Text folder;
    private DataChoice data;
    private Table models;
    private ProgressBar bar;
    private DataOpening opening;
    /** What was found when the data were opened last; null until then. */
    private OpenedData found;

    /** @param file of data to begin with; null for none */
    NewStudyPage(Path file) {
        super("study", "New study", null);
        this.file = file;
        setDescription("Choose data and models; everything can be changed afterwards.");
    }

    @Override
    public void createControl(Composite parent) {
        Composite page = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(8, 8).applyTo(page);
        suggestion = file == null ? "study" : DataChoice.nameOf(file);
        name = text(page, "Name", suggestion);
        new Label(page, SWT.NONE);
        folder = text(page, "Folder", ownFolder());
        Button choose = new Button(page, SWT.PUSH);
        choose.setText("Browse...");
        choose.addListener(SWT.Selection, event -> Optional.ofNullable(new DirectoryDialog(getShell()).open())
                .ifPresent(folder::setText));
        data = new DataChoice(page, file, this::dataChosen);
        Label label = new Label(page, SWT.NONE);
        label.setText("Models");
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(label);
        models = new Table(page, SWT.CHECK | SWT.BORDER);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(200, 120).applyTo(models);
        for (Contribution<?> each : modelTypes) {
            TableItem item = new TableItem(models, SWT.NONE);
            item.setText(each.name());
            item.setChecked(true);
        }
        models.addListener(SWT.Selection, event -> validateData());
        bar = new ProgressBar(page, SWT.INDETERMINATE);
        bar.setVisible(false);
        GridDataFactory.fillDefaults().grab(true, false).span(3, 1).applyTo(bar);
        opening = new DataOpening(page, opened -> () -> opened(opened));
        name.addListener(SWT.Modify, event -> validate());
        folder.addListener(SWT.Modify, event -> validate());
        setControl(page);
        validateData();
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

    private static Text text(Composite page, String label, String value) {
        new Label(page, SWT.NONE).setText(label);
        Text text = new Text(page, SWT.BORDER);
        text.setText(value);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(text);
        return text;
    }

    /** The study is named after the data until the user gives a name. */
    private void dataChosen() {
        boolean untouched = name.getText().equals(suggestion);
        suggestion = data.name();
        if (untouched) {
            name.setText(suggestion);
        }
        validateData();
    }

    /** Something changed that decides whether a run can use the data: they are opened again. */
    private void validateData() {
        found = null;
        opening.cancel();
        if (modelsProblem().or(data::problem).isEmpty()) {
            opening.start(study(), Path.of(folder()).resolve("study"));
        }
        validate();
    }

    private void opened(OpenedData opened) {
        if (!opened.channels().isEmpty() && data.offer(opened.channels())) {
            validateData();
        } else {
            found = opened;
            validate();
        }
    }

    /** Says what is wrong first; the page is complete when nothing is. */
    private void validate() {
        Optional<String> problem = nameProblem().or(data::problem).or(this::modelsProblem);
        boolean busy = found == null && data.problem().isEmpty() && modelsProblem().isEmpty();
        bar.setVisible(busy);
        boolean refused = found != null && found.refusal().isPresent() && !found.onlyWindowsRefused();
        setErrorMessage(problem.orElse(refused ? found.reason() : null));
        if (busy) {
            setMessage("Opening the data...", IMessageProvider.INFORMATION);
        } else if (found != null && found.onlyWindowsRefused()) {
            setMessage(found.reason() + ". The page Data of the study asks for it.", IMessageProvider.WARNING);
        } else {
            setMessage(null);
        }
        setPageComplete(problem.isEmpty() && found != null && !refused);
    }

    private Optional<String> nameProblem() {
        return name.getText().isBlank() || name.getText().contains("/") ? Optional.of("The study needs a name without '/'.")
                : folder.getText().isBlank() || !Files.isDirectory(Path.of(folder.getText()))
                        ? Optional.of("'" + folder.getText() + "' is not a folder.") : Optional.empty();
    }

    private Optional<String> modelsProblem() {
        return checked().isEmpty() ? Optional.of("Choose at least one model.") : Optional.empty();
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
        study.setData(data.node());
        for (Contribution<?> model : checked()) {
            study.getModels().add(Studies.model(model.shortName(), model.id(), Map.of()));
        }
        Installed.registry().all(Kind.ESTIMATOR).stream().findFirst().ifPresent(estimator -> study.getEstimators()
                .add(Studies.estimator(estimator.shortName(), estimator.id(), Map.of())));
        return study;
    }
}
