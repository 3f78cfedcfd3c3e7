package org.paramscope.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paramscope list}: what is installed. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class, description = "Lists what is installed, by kind.",
        footer = {"", "Example: paramscope list models"})
final class ListCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "KIND", arity = "0..1",
            description = "datasets, transforms, models, estimators, densityEstimators, replicaSources, metrics, reducers, criteria, "
                    + "decoders, viewers or checks (default: all)")
    private String kind;

    @Option(names = "--json", description = "print as JSON")
    private boolean json;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Kind> kinds = kind == null ? List.of(Kind.values()) : List.of(Kind.parse(kind).orElseThrow(() -> new UsageException(
                "'" + kind + "' is no kind; allowed are " + Stream.of(Kind.values()).map(Kind::plural).collect(Collectors.joining(", ")))));
        List<Contribution<?>> all = new ArrayList<>();
        kinds.forEach(k -> all.addAll(session.registry().all(k)));
        if (json) {
            JsonArray array = new JsonArray();
            all.forEach(c -> array.add(json(c)));
            session.print(array);
        } else {
            session.print(text(kinds, all));
        }
        if (kind == null) {
            session.registry().problems().forEach(p -> session.error().println("paramscope: " + p.getMessage()));
        }
        return Paramscope.DONE;
    }

    private static String text(List<Kind> kinds, List<Contribution<?>> all) {
        int width = all.stream().mapToInt(c -> c.shortName().length()).max().orElse(1);
        StringBuilder text = new StringBuilder();
        for (Kind kind : kinds) {
            List<Contribution<?>> these = all.stream().filter(c -> c.kind() == kind).toList();
            text.append(kind.plural()).append('\n');
            these.forEach(c -> text.append(String.format(Locale.ROOT, "  %-" + width + "s  %s  (%s)%n", c.shortName(), c.name(), c.plugin())));
            text.append(these.isEmpty() ? "  none installed\n" : "");
        }
        return text.toString();
    }

    private static JsonObject json(Contribution<?> contribution) {
        JsonObject one = new JsonObject();
        one.addProperty("kind", contribution.kind().element());
        one.addProperty("id", contribution.id());
        one.addProperty("shortName", contribution.shortName());
        one.addProperty("name", contribution.name());
        one.addProperty("description", contribution.description());
        one.addProperty("plugin", contribution.plugin());
        one.addProperty("version", contribution.version());
        return one;
    }
}
