package org.paramscope.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.paramscope.core.report.Report;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.store.ResultStore;
import org.paramscope.core.store.StoreException;
import org.paramscope.study.RunNode;
import org.paramscope.study.RunStatus;
import org.paramscope.study.Study;
import org.paramscope.study.StudyFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paramscope report}: the table and the page of a finished run, from its results. */
@Command(name = "report", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class,
        description = "Tables and figures of a finished run, from its results; nothing is computed again.",
        footer = {"", "Example: paramscope report walk.paramscope --out walk.html"})
final class ReportCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "the study, *.paramscope")
    private Path file;

    @Option(names = "--run", paramLabel = "ID", description = "a run (default: the last that finished)")
    private String run;

    @Option(names = "--out", paramLabel = "HTML", description = "page to write (default: report.html beside the study)")
    private Path out;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    ReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Study study = StudyFiles.load(file);
        RunResult result = ResultStore.of(file).read(run == null ? last(study) : known(run));
        Path page = out == null ? file.toAbsolutePath().resolveSibling("report.html") : out;
        new Execution(session).report(result, page);
        if (json) {
            session.print(ResultJson.of(result, file, page));
        } else {
            session.print(Report.table(result));
            session.print("\nreport   " + page);
        }
        return Paramscope.DONE;
    }

    private String known(String run) throws StoreException {
        List<String> runs = ResultStore.of(file).runs();
        if (!runs.contains(run)) {
            throw new UsageException("--run is '" + run + "': " + (runs.isEmpty() ? file + " has no run; run it: paramscope run " + file
                    : "the runs of " + file + " are " + String.join(", ", runs)));
        }
        return run;
    }

    private String last(Study study) {
        List<String> finished = study.getRuns().stream().filter(r -> r.getStatus() == RunStatus.FINISHED)
                .map(RunNode::getIdentifier).toList();
        if (finished.isEmpty()) {
            throw new UsageException(file + " has no finished run; run it: paramscope run " + file);
        }
        return finished.get(finished.size() - 1);
    }
}
