package org.paramscope.ui.internal.editor;

import java.util.Map;
import java.util.Objects;

import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.study.Node;

/** The value behind a field of a form, as text. */
interface FieldValue {

    /** The value that the study holds. */
    String read();

    /**
     * Changes it.
     *
     * @param typing whether the user is in the middle of a word
     * @return whether the study holds it now
     */
    boolean write(String text, boolean typing);

    /** A setting of a contribution: the study holds any text, only values that differ from the default. */
    static FieldValue of(StudyDocument document, Node node, SettingDescription description) {
        return new FieldValue() {

            @Override
            public String read() {
                String text = node.getSettings().get(description.name());
                return text == null ? description.defaultValue() : text;
            }

            @Override
            public boolean write(String text, boolean typing) {
                boolean standard = Objects.equals(text, description.defaultValue());
                document.set(node, description.name(), standard ? null : text, typing);
                return true;
            }
        };
    }

    /** An attribute of a part of the study. */
    static FieldValue of(StudyDocument document, EObject owner, EAttribute attribute) {
        return new FieldValue() {

            @Override
            public String read() {
                Object value = owner.eGet(attribute);
                return value == null ? "" : EcoreUtil.convertToString(attribute.getEAttributeType(), value);
            }

            @Override
            public boolean write(String text, boolean typing) {
                try {
                    document.set(owner, attribute, EcoreUtil.createFromString(attribute.getEAttributeType(), text),
                            typing);
                    return true;
                } catch (IllegalArgumentException e) {
                    // A word where a number is wanted, say: the field marks it with what is allowed.
                    return false;
                }
            }
        };
    }

    /** The same value shown in other words. */
    default FieldValue inWords(Map<String, String> words) {
        FieldValue value = this;
        return new FieldValue() {

            @Override
            public String read() {
                return words.getOrDefault(value.read(), value.read());
            }

            @Override
            public boolean write(String text, boolean typing) {
                return value.write(words.entrySet().stream().filter(each -> each.getValue().equals(text))
                        .map(Map.Entry::getKey).findFirst().orElse(text), typing);
            }
        };
    }
}
