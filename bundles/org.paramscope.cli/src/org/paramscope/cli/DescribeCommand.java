package org.paramscope.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.report.ContributionPage;
import org.paramscope.core.store.StoreException;
import org.paramscope.data.AtomicFile;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.study.WriteFailure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paramscope describe}: what there is to know of a contribution. */
@Command(name = "describe", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class, description = "Settings, defaults, ranges and source of a contribution.",
        footer = {"", "Example: paramscope describe autoencoder"})
final class DescribeCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", description = "identifier or short name")
    private String id;

    @Option(names = "--html", paramLabel = "FILE", description = "write the help page")
    private Path html;

    @Option(names = "--json", description = "print as JSON")
    private boolean json;

    DescribeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        List<Contribution<?>> found = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Contribution<?> each : session.registry().all(kind)) {
                names.add(each.shortName());
                if (each.id().equals(id) || each.shortName().equalsIgnoreCase(id)) {
                    found.add(each);
                }
            }
        }
        if (found.isEmpty()) {
            throw new UsageException("nothing installed is called '" + id + "'; 'paramscope list' names everything: "
                    + String.join(", ", names));
        }
        if (html != null) {
            page(found.get(0));
        }
        if (json) {
            JsonArray array = new JsonArray();
            found.forEach(c -> array.add(json(c)));
            session.print(array.size() == 1 ? array.get(0) : array);
        } else {
            found.forEach(c -> session.print(ContributionPage.text(c)));
        }
        return Paramscope.DONE;
    }

    private void page(Contribution<?> contribution) throws StoreException {
        byte[] page = ContributionPage.html(contribution).getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFile.write(html, out -> out.write(page));
        } catch (IOException e) {
            throw new StoreException(html, "cannot be written: " + WriteFailure.explain(html, page.length, e), e);
        }
    }

    private static JsonObject json(Contribution<?> contribution) {
        JsonObject one = new JsonObject();
        one.addProperty("kind", contribution.kind().element());
        one.addProperty("id", contribution.id());
        one.addProperty("name", contribution.name());
        one.addProperty("description", contribution.description());
        one.addProperty("plugin", contribution.plugin());
        one.addProperty("version", contribution.version());
        one.addProperty("family", contribution.family());
        one.addProperty("documentation", contribution.documentation());
        JsonArray settings = new JsonArray();
        contribution.schema().ifPresent(schema -> {
            for (SettingDescription s : schema.settings()) {
                JsonObject each = new JsonObject();
                each.addProperty("name", s.name());
                each.addProperty("label", s.label());
                each.addProperty("kind", s.kind().name());
                each.addProperty("unit", s.unit());
                each.addProperty("default", s.defaultValue());
                each.addProperty("allowed", s.allowed());
                each.addProperty("optional", s.optional());
                each.addProperty("help", s.help());
                JsonArray search = new JsonArray();
                s.search().forEach(search::add);
                each.add("search", search);
                settings.add(each);
            }
        });
        one.add("settings", settings);
        return one;
    }
}
