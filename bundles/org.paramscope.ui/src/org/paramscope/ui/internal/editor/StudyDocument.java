package org.paramscope.ui.internal.editor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.eclipse.emf.common.command.BasicCommandStack;
import org.eclipse.emf.common.command.Command;
import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.emf.edit.command.AddCommand;
import org.eclipse.emf.edit.command.RemoveCommand;
import org.eclipse.emf.edit.command.SetCommand;
import org.eclipse.emf.edit.domain.AdapterFactoryEditingDomain;
import org.eclipse.emf.edit.domain.EditingDomain;
import org.eclipse.emf.edit.provider.ReflectiveItemProviderAdapterFactory;
import org.paramscope.study.Node;
import org.paramscope.study.Recovery;
import org.paramscope.study.RunNode;
import org.paramscope.study.Study;
import org.paramscope.study.StudyException;
import org.paramscope.study.StudyFiles;

/**
 * A study while it is edited: every change is a command on one stack, so it can be undone, and unsaved changes
 * are kept in a side file until they are saved or given up. Used on the display's thread.
 */
public final class StudyDocument {

    private final BasicCommandStack stack = new BasicCommandStack();
    private final EditingDomain domain = new AdapterFactoryEditingDomain(new ReflectiveItemProviderAdapterFactory(), stack);
    private final List<Runnable> listeners = new ArrayList<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private final Study study;
    private Path file;

    private StudyDocument(Study study, Path file) {
        this.study = study;
        this.file = file;
        stack.addCommandStackListener(event -> List.copyOf(listeners).forEach(Runnable::run));
    }

    /** Opens a study file. */
    public static StudyDocument open(Path file) throws StudyException {
        return new StudyDocument(StudyFiles.load(file), file);
    }

    /** Opens the edits that a crash left beside a study file; they count as unsaved. */
    public static StudyDocument recovered(Study edits, Path file) {
        StudyDocument document = new StudyDocument(edits, file);
        document.stack.execute(new Recovered());
        return document;
    }

    public Study study() {
        return study;
    }

    public Path file() {
        return file;
    }

    /** Calls back after every change, undo, redo and save. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    public boolean dirty() {
        return stack.isSaveNeeded();
    }

    public boolean canUndo() {
        return stack.canUndo();
    }

    public boolean canRedo() {
        return stack.canRedo();
    }

    public void undo() {
        stack.undo();
    }

    public void redo() {
        stack.redo();
    }

    /** Sets an attribute; while a word is typed, its letters are one change. */
    public void set(EObject owner, EAttribute attribute, Object value, boolean typing) {
        if (!Objects.equals(owner.eGet(attribute), value)) {
            change(new ValueChange(new ValueChange.AttributeValue(owner, attribute), value), typing);
        }
    }

    /** Sets a setting of a node; null leaves it to the default. */
    public void set(Node node, String setting, String value, boolean typing) {
        if (!Objects.equals(node.getSettings().get(setting), value)) {
            change(new ValueChange(new ValueChange.SettingValue(node, setting), value), typing);
        }
    }

    private void change(ValueChange change, boolean typing) {
        if (typing && stack.isSaveNeeded() && stack.getMostRecentCommand() == stack.getUndoCommand()
                && stack.getUndoCommand() instanceof ValueChange before && before.extend(change)) {
            List.copyOf(listeners).forEach(Runnable::run);
        } else {
            stack.execute(change);
        }
    }

    /** Adds a node to the models or estimators, or replaces the data. */
    public void add(EReference feature, EObject node) {
        execute(feature.isMany() ? AddCommand.create(domain, study, feature, node)
                : SetCommand.create(domain, study, feature, node));
    }

    /** Removes nodes of one list. */
    public void remove(EReference feature, Collection<? extends EObject> nodes) {
        execute(RemoveCommand.create(domain, study, feature, nodes));
    }

    /** Executes any change. */
    public void execute(Command command) {
        stack.execute(command);
    }

    /** Notes what is wrong with a value that the study cannot hold; null takes the note back. */
    void problem(String place, String message) {
        if (message == null) {
            problems.remove(place);
        } else {
            problems.put(place, message);
        }
    }

    /** What is wrong with values that have been typed, one line each. */
    public List<String> problems() {
        return List.copyOf(problems.values());
    }

    /** Writes the file; the unsaved edits beside it go. */
    public void save() throws StudyException {
        StudyFiles.save(study, file);
        stack.saveIsDone();
        Recovery.discard(file);
        List.copyOf(listeners).forEach(Runnable::run);
    }

    /** Writes another file, which is the document's from now on. */
    public void saveAs(Path other) throws StudyException {
        StudyFiles.save(study, other);
        Recovery.discard(file);
        file = other;
        save();
    }

    /**
     * Notes a run, in the document and in the file: runs are facts, not edits, so they cannot be undone, and noting one
     * does not save what is being edited.
     */
    void record(RunNode run) throws StudyException {
        Study saved = StudyFiles.load(file);
        saved.getRuns().add(EcoreUtil.copy(run));
        StudyFiles.save(saved, file);
        study.getRuns().add(run);
        List.copyOf(listeners).forEach(Runnable::run);
    }

    /** Keeps unsaved changes beside the file, so that a crash loses nothing. */
    void keepEdits() throws StudyException {
        if (dirty()) {
            Recovery.keep(study, file);
        }
    }

    /** Gives up unsaved changes. */
    void discardEdits() throws StudyException {
        Recovery.discard(file);
    }

    /** Marks recovered edits as unsaved; there is nothing to undo before them. */
    private static final class Recovered extends org.eclipse.emf.common.command.AbstractCommand {

        Recovered() {
            super("Recover unsaved edits");
        }

        @Override
        protected boolean prepare() {
            return true;
        }

        @Override
        public boolean canUndo() {
            return false;
        }

        @Override
        public void execute() {
            // The recovered study is in the document already.
        }

        @Override
        public void redo() {
            // Cannot be undone, so never called.
        }
    }
}
