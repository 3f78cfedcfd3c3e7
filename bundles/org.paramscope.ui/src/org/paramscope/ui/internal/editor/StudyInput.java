package org.paramscope.ui.internal.editor;

import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IElementFactory;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IPersistableElement;
import org.paramscope.ui.internal.Icons;

/** A study file as the input of an editor; open editors come back at the next start. */
public record StudyInput(Path file) implements IEditorInput, IPersistableElement {

    private static final String FACTORY = "org.paramscope.ui.studyInput";
    private static final String FILE = "file";

    public StudyInput {
        file = file.toAbsolutePath().normalize();
    }

    @Override
    public boolean exists() {
        return Files.exists(file);
    }

    @Override
    public ImageDescriptor getImageDescriptor() {
        return Icons.descriptor("study");
    }

    @Override
    public String getName() {
        return file.getFileName().toString().replaceFirst("\\.paramscope$", "");
    }

    @Override
    public String getToolTipText() {
        return file.toString();
    }

    @Override
    public IPersistableElement getPersistable() {
        return exists() ? this : null;
    }

    @Override
    public String getFactoryId() {
        return FACTORY;
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(FILE, file.toString());
    }

    @Override
    public <T> T getAdapter(Class<T> type) {
        return type == Path.class ? type.cast(file) : null;
    }

    /** Makes the input again at the next start. */
    public static final class Factory implements IElementFactory {

        @Override
        public IAdaptable createElement(IMemento memento) {
            String file = memento.getString(FILE);
            return file == null || !Files.exists(Path.of(file)) ? null : new StudyInput(Path.of(file));
        }
    }
}
