package org.paramscope.cli;

import java.util.List;
import java.util.concurrent.Callable;

import org.paramscope.provisioning.Plugin;
import org.paramscope.provisioning.Plugins;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code paramscope install}: adds plugins of third parties. */
@Command(name = "install", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class, description = "Installs the plugins of a folder, a zip or a URL.",
        footer = {"", "Example: paramscope install jackknife.zip"})
final class InstallCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "PLACE", description = "folder, zip file or URL of a p2 site")
    private String place;

    InstallCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        List<Plugin> installed = Plugins.ofThisInstallation().install(place, session.progress());
        installed.forEach(p -> session.print("installed " + p.id() + " " + p.version() + " (" + p.name() + ")"));
        return Paramscope.DONE;
    }
}
