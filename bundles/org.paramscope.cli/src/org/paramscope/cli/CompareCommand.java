package org.paramscope.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import com.google.gson.JsonArray;

import org.paramscope.core.report.Report;
import org.paramscope.core.run.RunOptions;
import org.paramscope.core.run.RunResult;
import org.paramscope.study.Study;
import org.paramscope.study.StudyFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code paramscope compare}: models on data, without a study file made beforehand. */
@Command(name = "compare", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class,
        description = "Compares models on data: table, report.html, study and results.",
        footer = {"", "Examples:", "  paramscope compare --data sunspots --models persistence,ssa,autoencoder",
            "  paramscope compare --data walk.csv --channel gyr_y --set windows.length=57 --out walk \\",
            "      --models \"ssa[components=6],autoencoder[hidden=64,bottleneck=0]\""})
final class CompareCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--data", paramLabel = "FILE|ID", required = true, arity = "1",
            description = {"a file (*.csv, *.bvh, *.npy), or a dataset, may be repeated:", "walk.csv, \"csv[file=walk.csv,rows=3000]\",", "sunspots, \"sine[samples=3000]\""})
    private List<String> data;

    @Option(names = "--channel", paramLabel = "NAME", arity = "1",
            description = {"channel to analyse, needed when there are several: one, several as in \"hip,knee\", or all;", "once for all data, or once for each"})
    private List<String> channels = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "paramscope-compare", description = "folder to write (default: ${DEFAULT-VALUE})")
    private Path folder;

    @Mixin
    private StudyOptions options;

    @Mixin
    private ThreadOption threads;

    @Option(names = "--json", description = "print the results as JSON")
    private boolean json;

    CompareCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (channels.size() > 1 && channels.size() != data.size()) {
            throw new UsageException("--channel is given " + channels.size() + " times for " + data.size()
                    + " data; once for all, or once for each is allowed");
        }
        Folders.require("--out", folder);
        RunOptions run = new RunOptions(threads.count(), false);
        // Every mistake in the words of the command and in the data is found before anything is computed or written.
        List<Execution.New> studies = studies(run);
        JsonArray results = new JsonArray();
        for (Execution.New each : studies) {
            Path report = folder.resolve(studies.size() == 1 ? "report.html" : each.study().getName() + "-report.html");
            Execution execution = new Execution(session);
            RunResult result = execution.run(each, run);
            execution.report(result, report);
            if (json) {
                results.add(ResultJson.of(result, each.file(), report));
            } else {
                session.print(Report.table(result));
                session.print("\nreport   " + report + "\nstudy    " + each.file() + "\n");
            }
        }
        if (json) {
            session.print(results.size() == 1 ? results.get(0) : results);
        }
        return Paramscope.DONE;
    }

    private List<Execution.New> studies(RunOptions run) throws Exception {
        List<Execution.New> studies = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < data.size(); i++) {
            String channel = channels.isEmpty() ? null : channels.get(channels.size() == 1 ? 0 : i);
            DataChoice choice = DataChoice.of(data.get(i), folder, session.registry());
            String name = choice.name();
            for (int n = 2; !names.add(name); n++) {
                name = choice.name() + "-" + n;
            }
            Study study = options.study(name, choice, channel, session.registry());
            studies.add(new Execution(session).prepare(study, folder.resolve(name + "." + StudyFiles.EXTENSION), run));
        }
        return studies;
    }
}
