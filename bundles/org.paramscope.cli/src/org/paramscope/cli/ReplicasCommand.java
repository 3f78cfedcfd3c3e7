package org.paramscope.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.report.ReplicaReport;
import org.paramscope.core.run.ReplicaAnalysis;
import org.paramscope.core.run.ReplicaPlan;
import org.paramscope.core.run.ReplicaResult;
import org.paramscope.core.store.ReplicaStore;
import org.paramscope.core.store.StoreException;
import org.paramscope.data.AtomicFile;
import org.paramscope.data.PluginException;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.study.WriteFailure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paramscope replicas}: networks that were trained elsewhere. */
@Command(name = "replicas", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class,
        description = "Analyses networks that were trained elsewhere: alignment, identity of neurons, densities, report.html.",
        footer = {"", "Examples:", "  paramscope replicas nets",
            "  paramscope replicas \"archive[folder=nets,activation=tanh]\" --out nets-report"})
final class ReplicasCommand implements Callable<Integer> {

    private static final String FOLDER = "folder";

    private final Session session;

    @Parameters(paramLabel = "FOLDER|ID", description = "a folder of networks, or a replica source with settings")
    private String source;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "paramscope-replicas", description = "folder to write (default: ${DEFAULT-VALUE})")
    private Path folder;

    @Option(names = "--estimators", paramLabel = "LIST", arity = "1", description = "density estimators with settings, fitted to the aligned networks (default: none)")
    private String estimators;

    @Option(names = "--metric", paramLabel = "ID", defaultValue = "bures", description = "between neurons (default: ${DEFAULT-VALUE})")
    private String metric;

    @Option(names = "--surrogates", paramLabel = "N", defaultValue = "200", description = "of the identity test (default: ${DEFAULT-VALUE})")
    private int surrogates;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "seed of every random stream (default: 1)")
    private long seed;

    @Mixin
    private ThreadOption threads;

    @Option(names = "--json", description = "print the results as JSON")
    private boolean json;

    ReplicasCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Folders.require("--out", folder);
        List<ReplicaPlan.Named> densities = new ArrayList<>();
        if (estimators != null) {
            Choices.parse("--estimators", estimators).forEach(c -> densities.add(new ReplicaPlan.Named(c.name(), c.contribution(), c.settings())));
        }
        ReplicaPlan plan = plan(densities);
        ReplicaResult result = ReplicaAnalysis.run(plan, threads.count(), session.progress());
        Folders.create(folder);
        ReplicaStore.write(folder, result);
        Path report = folder.resolve("report.html");
        report(result, report);
        if (json) {
            session.print(json(result, report));
        } else {
            session.print(ReplicaReport.table(result));
            session.print("\nreport   " + report + "\narrays   " + folder.resolve("replicas.npz") + "\n");
        }
        return Paramscope.DONE;
    }

    private ReplicaPlan plan(List<ReplicaPlan.Named> densities) {
        try {
            return ReplicaPlan.of(named(), densities, metric, surrogates, seed, session.registry());
        } catch (PluginException e) {
            throw new UsageException(e.getMessage().replaceFirst("^plugin '[^']*': ", ""));
        }
    }

    /** A folder is opened by the replica source that has a setting of that name. */
    private ReplicaPlan.Named named() {
        List<Contribution<?>> sources = session.registry().all(Kind.REPLICA_SOURCE);
        if (!source.endsWith("]") && Files.exists(Path.of(source))) {
            List<Contribution<?>> openers = sources.stream().filter(ReplicasCommand::opensFolders).toList();
            if (openers.size() != 1) {
                throw new UsageException("'" + source + "' may be opened by " + names(openers) + "; name one, as in \"archive[folder=" + source + "]\"");
            }
            return new ReplicaPlan.Named(openers.getFirst().shortName(), openers.getFirst().id(), Map.of(FOLDER, source));
        }
        Choices choice = Choices.one("replicas", source);
        if (sources.stream().noneMatch(s -> s.id().equals(choice.contribution()) || s.shortName().equalsIgnoreCase(choice.contribution()))) {
            throw new UsageException("'" + source + "' is neither a folder nor a replica source; installed are " + names(sources));
        }
        String contribution = choice.contribution();
        String name = source.indexOf('=') >= 0 && source.indexOf('=') < source.indexOf('[') ? choice.name()
                : contribution.substring(contribution.lastIndexOf('.') + 1);
        return new ReplicaPlan.Named(name, contribution, choice.settings());
    }

    private static boolean opensFolders(Contribution<?> source) {
        return source.schema().orElseThrow().settings().stream()
                .anyMatch(s -> s.name().equals(FOLDER) && s.kind() == SettingDescription.Kind.PATH);
    }

    private static String names(List<Contribution<?>> sources) {
        return sources.isEmpty() ? "none" : sources.stream().map(Contribution::shortName).collect(Collectors.joining(", "));
    }

    private void report(ReplicaResult result, Path file) throws StoreException {
        byte[] page = ReplicaReport.html(result, session.registry()).getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFile.write(file, out -> out.write(page));
        } catch (IOException e) {
            throw new StoreException(file, "cannot be written: " + WriteFailure.explain(file, page.length, e), e);
        }
    }

    private static JsonObject json(ReplicaResult result, Path report) {
        JsonObject root = new JsonObject();
        root.addProperty("source", result.provenance().study());
        root.addProperty("report", report.toString());
        root.addProperty("seed", result.provenance().seed());
        root.addProperty("dataHash", result.provenance().dataHash());
        root.addProperty("parameters", result.networks().distribution().layout().size());
        JsonArray estimates = new JsonArray();
        result.estimates().forEach(e -> estimates.add(ResultJson.estimate(e)));
        root.add("estimates", estimates);
        return root;
    }
}
