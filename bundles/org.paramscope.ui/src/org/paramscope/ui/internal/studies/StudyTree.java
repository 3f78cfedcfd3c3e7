package org.paramscope.ui.internal.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jface.viewers.ITreeContentProvider;
import org.paramscope.study.EstimatorNode;
import org.paramscope.study.ModelNode;
import org.paramscope.study.RunNode;
import org.paramscope.study.RunStatus;
import org.paramscope.study.Study;
import org.paramscope.study.StudyException;
import org.paramscope.study.StudyFiles;
import org.paramscope.ui.internal.Failures;

/** What the studies view shows below its folders. A study is read when it is unfolded. */
final class StudyTree implements ITreeContentProvider {

    /** One entry of the tree. */
    sealed interface Entry {

        Path file();
    }

    /** A folder of studies. */
    record Folder(Path file) implements Entry {
    }

    /** A study file. */
    record StudyEntry(Path file) implements Entry {
    }

    /** Several parts of a study. */
    record Group(Path file, String name, String icon, List<Entry> parts) implements Entry {
    }

    /** One part of a study. */
    record Part(Path file, String name, String detail, String icon, int page) implements Entry {
    }

    /** A run of a study, with what it compared. */
    record RunEntry(Path file, String identifier, String detail, String icon, boolean finished, List<Entry> results)
            implements Entry {
    }

    /** What a run says of a model. */
    record ResultEntry(Path file, String run, String model) implements Entry {
    }

    /** Something that cannot be read. */
    record Unreadable(Path file, String reason) implements Entry {
    }

    @Override
    public Object[] getElements(Object input) {
        try {
            return StudyFolders.roots().stream()
                    .map(root -> Files.isDirectory(root) ? new Folder(root) : new StudyEntry(root)).toArray();
        } catch (IOException e) {
            return new Object[] {new Unreadable(Path.of(""), Failures.line(e))};
        }
    }

    @Override
    public Object[] getChildren(Object parent) {
        return switch ((Entry) parent) {
            case Folder folder -> inside(folder.file()).toArray();
            case StudyEntry study -> parts(study.file()).toArray();
            case Group group -> group.parts().toArray();
            case RunEntry run -> run.results().toArray();
            default -> new Object[0];
        };
    }

    private static List<Entry> inside(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> StudyFolders.isStudy(file) || isFolder(file)).sorted()
                    .map(file -> Files.isDirectory(file) ? new Folder(file) : (Entry) new StudyEntry(file)).toList();
        } catch (IOException e) {
            return List.of(new Unreadable(folder, "cannot be read: " + Failures.line(e)));
        }
    }

    /** Result folders belong to their study and are not shown as folders. */
    private static boolean isFolder(Path file) {
        String name = file.getFileName().toString();
        return Files.isDirectory(file) && !name.endsWith(".results") && !name.startsWith(".");
    }

    private static List<Entry> parts(Path file) {
        try {
            Study study = StudyFiles.load(file);
            List<Entry> parts = new ArrayList<>();
            String data = study.getData() == null ? "" : shortName(study.getData().getContribution());
            parts.add(new Part(file, "Data", data, "data", 0));
            List<Entry> models = new ArrayList<>();
            for (ModelNode model : study.getModels()) {
                models.add(new Part(file, model.getName(), shortName(model.getContribution()), "model", 1));
            }
            parts.add(new Group(file, "Models", "model", models));
            List<Entry> estimators = new ArrayList<>();
            for (EstimatorNode estimator : study.getEstimators()) {
                estimators.add(new Part(file, estimator.getName(), shortName(estimator.getContribution()), "estimator", 2));
            }
            parts.add(new Group(file, "Estimators", "estimator", estimators));
            List<Entry> runs = new ArrayList<>();
            for (RunNode run : study.getRuns().reversed()) {
                runs.add(run(file, study, run));
            }
            parts.add(new Group(file, "Runs", "run", runs));
            return parts;
        } catch (StudyException e) {
            return List.of(new Unreadable(file, Failures.line(e)));
        }
    }

    private static RunEntry run(Path file, Study study, RunNode run) {
        boolean finished = run.getStatus() == RunStatus.FINISHED;
        List<Entry> results = new ArrayList<>();
        if (finished) {
            study.getModels().forEach(model -> results.add(new ResultEntry(file, run.getIdentifier(), model.getName())));
        }
        return new RunEntry(file, run.getIdentifier(), RunWords.detail(run), RunWords.icon(run.getStatus()), finished,
                results);
    }

    private static String shortName(String contribution) {
        return contribution == null ? "" : contribution.substring(contribution.lastIndexOf('.') + 1);
    }

    /** The folder of a study, so that it can be revealed; what lies in a study is only reached by unfolding it. */
    @Override
    public Object getParent(Object element) {
        return element instanceof StudyEntry || element instanceof Folder ? folder(((Entry) element).file()) : null;
    }

    private static Folder folder(Path file) {
        try {
            return StudyFolders.roots().contains(file) || file.getParent() == null ? null : new Folder(file.getParent());
        } catch (IOException e) {
            // Without a workspace there are no folders either.
            return null;
        }
    }

    @Override
    public boolean hasChildren(Object element) {
        return switch ((Entry) element) {
            case Folder folder -> true;
            case StudyEntry study -> true;
            case Group group -> !group.parts().isEmpty();
            case RunEntry run -> !run.results().isEmpty();
            default -> false;
        };
    }
}
