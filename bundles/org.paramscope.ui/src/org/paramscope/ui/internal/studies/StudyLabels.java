package org.paramscope.ui.internal.studies;

import java.nio.file.Path;

import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.swt.graphics.Image;
import org.paramscope.ui.internal.Icons;

/** Names and icons in the studies view. */
final class StudyLabels extends LabelProvider implements IStyledLabelProvider {

    @Override
    public StyledString getStyledText(Object element) {
        return switch ((StudyTree.Entry) element) {
            case StudyTree.Folder folder -> new StyledString(name(folder.file()));
            case StudyTree.StudyEntry study -> new StyledString(name(study.file()));
            case StudyTree.Group group -> detailed(group.name(), Integer.toString(group.parts().size()));
            case StudyTree.Part part -> detailed(part.name(), part.detail().equals(part.name()) ? "" : part.detail());
            case StudyTree.RunEntry run -> detailed(run.identifier(), run.detail());
            case StudyTree.ResultEntry result -> new StyledString(result.model());
            case StudyTree.Unreadable unreadable -> new StyledString(unreadable.reason());
        };
    }

    static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.paramscope$", "");
    }

    private static StyledString detailed(String name, String detail) {
        StyledString text = new StyledString(name);
        return detail.isEmpty() ? text : text.append("  " + detail, StyledString.QUALIFIER_STYLER);
    }

    @Override
    public String getText(Object element) {
        return getStyledText(element).getString();
    }

    @Override
    public Image getImage(Object element) {
        return Icons.image(switch ((StudyTree.Entry) element) {
            case StudyTree.Folder folder -> "folder";
            case StudyTree.StudyEntry study -> "study";
            case StudyTree.Group group -> group.icon();
            case StudyTree.Part part -> part.icon();
            case StudyTree.RunEntry run -> run.icon();
            case StudyTree.ResultEntry result -> "result";
            case StudyTree.Unreadable unreadable -> "problem";
        });
    }
}
