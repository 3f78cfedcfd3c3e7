package org.paramscope.ui.internal.start;

import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.EditorPart;
import org.paramscope.ui.WorkbenchIds;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.Icons;

/** Where one begins: an example that runs, a study of one's own, or an existing one. */
public final class WelcomePage extends EditorPart {

    private Button example;

    @Override
    public void init(IEditorSite site, IEditorInput input) {
        setSite(site);
        setInput(input);
        setPartName(input.getName());
        setTitleImage(Icons.image("welcome"));
    }

    @Override
    public void createPartControl(Composite parent) {
        ResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), parent);
        GridLayoutFactory.fillDefaults().applyTo(parent);
        Composite page = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.CENTER).grab(true, true).applyTo(page);
        GridLayoutFactory.fillDefaults().spacing(0, 10).applyTo(page);

        Label image = new Label(page, SWT.NONE);
        image.setImage(resources.create(Icons.descriptor("paramscope")));
        GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.CENTER).applyTo(image);
        text(page, "Paramscope", resources.create(FontDescriptor.createFrom(JFaceResources.getDefaultFont())
                .setHeight(22).setStyle(SWT.BOLD)));
        text(page, "Metric analysis of network parameter spaces", JFaceResources.getDefaultFont());

        example = command(page, "Example", "example", WorkbenchIds.NEW_EXAMPLE);
        example.setFont(resources.create(FontDescriptor.createFrom(JFaceResources.getDefaultFont())
                .setStyle(SWT.BOLD)));
        GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.CENTER).hint(260, 44).indent(0, 14).applyTo(example);
        text(page, "Compares SSA, PCA and autoencoders on the monthly sunspots. Takes about a minute.",
                JFaceResources.getDefaultFont());

        Composite others = new Composite(page, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).equalWidth(true).spacing(8, 0).applyTo(others);
        GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.CENTER).indent(0, 18).applyTo(others);
        for (Button button : new Button[] {command(others, "New study...", "new-study", WorkbenchIds.NEW_STUDY),
                command(others, "Open study...", "open", WorkbenchIds.OPEN_STUDY)}) {
            GridDataFactory.fillDefaults().hint(150, SWT.DEFAULT).applyTo(button);
        }
    }

    private static void text(Composite parent, String text, org.eclipse.swt.graphics.Font font) {
        Label label = new Label(parent, SWT.CENTER | SWT.WRAP);
        label.setText(text);
        label.setFont(font);
        GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.CENTER).applyTo(label);
    }

    private Button command(Composite parent, String text, String icon, String command) {
        Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.setImage(Icons.image(icon));
        button.addListener(SWT.Selection, event -> {
            try {
                getSite().getService(IHandlerService.class).executeCommand(command, null);
            } catch (CommandException e) {
                Failures.show(getSite().getShell(), text, e);
            }
        });
        return button;
    }

    @Override
    public void setFocus() {
        example.setFocus();
    }

    @Override
    public boolean isDirty() {
        return false;
    }

    @Override
    public boolean isSaveAsAllowed() {
        return false;
    }

    @Override
    public void doSave(IProgressMonitor monitor) {
        // Nothing to save: never dirty.
    }

    @Override
    public void doSaveAs() {
        // Not allowed.
    }
}
