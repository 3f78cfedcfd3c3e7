package org.paramscope.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.paramscope.core.demo.Demo;
import org.paramscope.core.report.Report;
import org.paramscope.core.run.RunOptions;
import org.paramscope.core.run.RunResult;
import org.paramscope.study.Study;
import org.paramscope.study.StudyFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code paramscope demo}: the embedded comparison. */
@Command(name = "demo", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class,
        description = "Compares SSA, PCA and autoencoders on the embedded monthly sunspots; writes a study, its results and a report.",
        footer = {"", "Example: paramscope demo --out sunspots"})
final class DemoCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "paramscope-demo", description = "folder to write (default: ${DEFAULT-VALUE})")
    private Path folder;

    @Option(names = "--replicas", paramLabel = "N", defaultValue = "100", description = "bootstrap replicas of each model (default: 100)")
    private String replicas;

    @Mixin
    private ThreadOption threads;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Folders.require("--out", folder);
        Study study = Demo.study();
        study.getEstimators().forEach(e -> e.getSettings().put("replicas", replicas));
        Path file = folder.resolve("demo." + StudyFiles.EXTENSION);
        RunOptions run = new RunOptions(threads.count(), false);
        Execution execution = new Execution(session);
        RunResult result = execution.run(execution.prepare(study, file, run), run);
        Path report = folder.resolve("report.html");
        execution.report(result, report);
        if (json) {
            session.print(ResultJson.of(result, file, report));
        } else {
            session.print(Report.table(result));
            session.print("\nreport   " + report + "\nstudy    " + file);
        }
        return Paramscope.DONE;
    }
}
