package org.paramscope.ui.internal.editor;

import org.eclipse.emf.common.command.AbstractCommand;
import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EObject;
import org.paramscope.study.Node;

/** One value of a study changed; the letters of a word that is being typed extend it. */
final class ValueChange extends AbstractCommand {

    /** A place in the study that holds a value. */
    sealed interface Place {

        Object read();

        void write(Object value);
    }

    record AttributeValue(EObject owner, EAttribute attribute) implements Place {

        @Override
        public Object read() {
            return owner.eGet(attribute);
        }

        @Override
        public void write(Object value) {
            owner.eSet(attribute, value);
        }
    }

    record SettingValue(Node node, String setting) implements Place {

        @Override
        public Object read() {
            return node.getSettings().get(setting);
        }

        @Override
        public void write(Object value) {
            if (value == null) {
                node.getSettings().removeKey(setting);
            } else {
                node.getSettings().put(setting, (String) value);
            }
        }
    }

    private final Place place;
    private Object value;
    private Object before;

    ValueChange(Place place, Object value) {
        super("Change value");
        this.place = place;
        this.value = value;
    }

    @Override
    protected boolean prepare() {
        return true;
    }

    @Override
    public void execute() {
        before = place.read();
        place.write(value);
    }

    @Override
    public void undo() {
        place.write(before);
    }

    @Override
    public void redo() {
        place.write(value);
    }

    /** Takes over a later value of the same place. */
    boolean extend(ValueChange later) {
        if (!place.equals(later.place)) {
            return false;
        }
        value = later.value;
        place.write(value);
        return true;
    }
}
