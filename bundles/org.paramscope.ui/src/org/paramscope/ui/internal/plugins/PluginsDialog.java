package org.paramscope.ui.internal.plugins;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.ProgressMonitorDialog;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.paramscope.data.PluginException;
import org.paramscope.data.Progress;
import org.paramscope.provisioning.Plugin;
import org.paramscope.provisioning.Plugins;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.run.MonitorProgress;

/** Installs a plugin from a folder, a zip or an address, after saying what it is; lists and uninstalls what is there. */
public final class PluginsDialog extends TitleAreaDialog {

    private static final int WIDTH = 620;

    private Text place;
    private Text problem;
    private Table installed;
    private Button uninstall;

    public PluginsDialog(Shell parent) {
        super(parent);
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    /** Work on the installation. */
    private interface Work<T> {

        T on(Plugins plugins, Progress progress) throws PluginException;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Plugins");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle("Plugins");
        setMessage("Install from a folder, a zip, or the address of a p2 site.");
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(4).margins(12, 12).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        place = new Text(area, SWT.BORDER);
        place.setMessage("folder, zip or http address");
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(WIDTH / 2, SWT.DEFAULT).applyTo(place);
        place.addListener(SWT.DefaultSelection, event -> install());
        button(area, "Zip...", () -> {
            FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
            dialog.setFilterExtensions(new String[] {"*.zip", "*"});
            choose(dialog.open());
        });
        button(area, "Folder...", () -> choose(new DirectoryDialog(getShell()).open()));
        button(area, "Install", this::install);
        // The area of messages at the top has room for one line only.
        problem = new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY);
        GridDataFactory.fillDefaults().grab(true, false).span(4, 1).hint(WIDTH, SWT.DEFAULT).exclude(true).applyTo(problem);
        problem.setBackground(area.getBackground());
        problem.setVisible(false);
        Label above = new Label(area, SWT.NONE);
        above.setText("Installed");
        GridDataFactory.fillDefaults().span(4, 1).applyTo(above);
        installed = new Table(area, SWT.BORDER | SWT.FULL_SELECTION);
        installed.setHeaderVisible(true);
        GridDataFactory.fillDefaults().grab(true, true).span(3, 1).hint(SWT.DEFAULT, 140).applyTo(installed);
        for (String heading : new String[] {"Plugin", "Version", "Provider", "From"}) {
            TableColumn column = new TableColumn(installed, SWT.NONE);
            column.setText(heading);
            column.setWidth(130);
        }
        installed.addListener(SWT.Selection, event -> uninstall.setEnabled(installed.getSelectionCount() == 1));
        uninstall = button(area, "Uninstall", this::uninstall);
        uninstall.setEnabled(false);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).applyTo(uninstall);
        list();
        return area;
    }

    private static Button button(Composite parent, String text, Runnable action) {
        Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.addListener(SWT.Selection, event -> action.run());
        return button;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, IDialogConstants.CLOSE_LABEL, false);
    }

    private void choose(String chosen) {
        if (chosen != null) {
            place.setText(chosen);
        }
    }

    private void list() {
        try {
            installed.removeAll();
            for (Plugin plugin : Plugins.ofThisInstallation().installed()) {
                TableItem item = new TableItem(installed, SWT.NONE);
                item.setData(plugin.id());
                item.setText(new String[] {plugin.name(), plugin.version(), plugin.provider(), plugin.source()});
            }
        } catch (PluginException e) {
            fail(e);
        }
    }

    private void install() {
        String from = place.getText().strip();
        if (from.isEmpty()) {
            tell("Type the folder, zip or http address of a plugin, or choose one.");
            place.setFocus();
            return;
        }
        List<Plugin> offered = work("Looking at " + from, (plugins, progress) -> plugins.offered(from, progress));
        if (offered == null) {
            return;
        }
        String what = offered.stream().map(plugin -> plugin.name() + " " + plugin.version()
                + (plugin.provider().isEmpty() ? "" : " by " + plugin.provider())).collect(Collectors.joining("\n"));
        if (MessageDialog.openConfirm(getShell(), "Install", "This will be installed:\n\n" + what)
                && work("Installing", (plugins, progress) -> plugins.install(from, progress)) != null) {
            changed("installed");
        }
    }

    private void uninstall() {
        String id = (String) installed.getSelection()[0].getData();
        if (work("Uninstalling " + id, (plugins, progress) -> plugins.uninstall(id, progress)) != null) {
            changed("uninstalled");
        }
    }

    private void changed(String how) {
        list();
        uninstall.setEnabled(false);
        if (MessageDialog.openQuestion(getShell(), "Plugins", "The plugin is " + how + " and counts from the next start. Restart now?")) {
            close();
            PlatformUI.getWorkbench().restart();
        }
    }

    /** Does work with a progress bar; null when it fails, which is said at the top. */
    private <T> T work(String name, Work<T> work) {
        List<T> result = new java.util.ArrayList<>();
        try {
            tell(null);
            new ProgressMonitorDialog(getShell()).run(true, true, monitor -> {
                try {
                    result.add(work.on(Plugins.ofThisInstallation(), new MonitorProgress(monitor, name)));
                } catch (PluginException | RuntimeException e) {
                    throw new InvocationTargetException(e);
                }
            });
            return result.get(0);
        } catch (InvocationTargetException e) {
            fail(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private void fail(Throwable cause) {
        Failures.log("plugins", cause);
        tell(Failures.line(cause));
    }

    /** Says what is wrong, all of it; null for nothing. */
    private void tell(String wrong) {
        setErrorMessage(wrong == null ? null : "That did not work. The plugins are as before.");
        problem.setText(wrong == null ? "" : wrong);
        problem.setVisible(wrong != null);
        ((GridData) problem.getLayoutData()).exclude = wrong == null;
        problem.getParent().layout();
        if (getShell().isVisible() && wrong != null) {
            Point needed = getShell().computeSize(getShell().getSize().x, SWT.DEFAULT);
            getShell().setSize(getShell().getSize().x, Math.max(getShell().getSize().y, needed.y));
        }
    }
}
