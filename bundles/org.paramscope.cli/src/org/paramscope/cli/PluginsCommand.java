package org.paramscope.cli;

import java.util.List;
import java.util.concurrent.Callable;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.paramscope.provisioning.Plugin;
import org.paramscope.provisioning.Plugins;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code paramscope plugins}: what third parties have added. */
@Command(name = "plugins", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class, description = "Lists the installed plugins of third parties.",
        footer = {"", "Example: paramscope plugins --json"})
final class PluginsCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--json", description = "print as JSON")
    private boolean json;

    PluginsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        List<Plugin> plugins = Plugins.ofThisInstallation().installed();
        if (json) {
            JsonArray all = new JsonArray();
            for (Plugin plugin : plugins) {
                JsonObject one = new JsonObject();
                one.addProperty("id", plugin.id());
                one.addProperty("version", plugin.version());
                one.addProperty("name", plugin.name());
                one.addProperty("provider", plugin.provider());
                one.addProperty("source", plugin.source());
                all.add(one);
            }
            session.print(all);
        } else {
            plugins.forEach(p -> session.print(p.id() + " " + p.version() + "  " + p.name() + "  from " + p.source()));
            if (plugins.isEmpty()) {
                session.print("no plugins of third parties are installed");
            }
        }
        return Paramscope.DONE;
    }
}
