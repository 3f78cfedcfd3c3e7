package org.paramscope.cli;

import java.util.concurrent.Callable;

import org.paramscope.provisioning.Plugin;
import org.paramscope.provisioning.Plugins;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code paramscope uninstall}: removes a plugin. */
@Command(name = "uninstall", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class, description = "Removes a plugin; studies that name it stay as they are.",
        footer = {"", "Example: paramscope uninstall org.example.jackknife"})
final class UninstallCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", description = "identifier, as 'paramscope plugins' prints it")
    private String id;

    UninstallCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Plugin removed = Plugins.ofThisInstallation().uninstall(id, session.progress());
        session.print("uninstalled " + removed.id() + " " + removed.version());
        return Paramscope.DONE;
    }
}
