package org.paramscope.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.paramscope.core.report.Report;
import org.paramscope.core.run.RunOptions;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.store.ResultStore;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paramscope run}: runs a study file. */
@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class,
        description = "Runs a study; results go beside the file, the run is noted in it.",
        footer = {"", "Examples:", "  paramscope run walk.paramscope --set windows.length=57 --set models.autoencoder.hidden=16",
            "  paramscope run walk.paramscope --resume"})
final class RunCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "the study, *.paramscope")
    private Path file;

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = {"one value, for this run only, may be repeated:",
        "windows.length=57, models.autoencoder.hidden=16", StudyOptions.ADDRESS})
    private List<String> values = new ArrayList<>();

    @Option(names = "--resume", description = "take over the finished parts of former runs with equal settings and data")
    private boolean resume;

    @Mixin
    private ThreadOption threads;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        RunResult result = new Execution(session).run(file, values, new RunOptions(threads.count(), resume));
        if (json) {
            session.print(ResultJson.of(result, file, null));
        } else {
            session.print(Report.table(result));
            session.print("\nresults  " + ResultStore.of(file).folder(result.provenance().identifier())
                    + "\nreport   paramscope report " + file);
        }
        return Paramscope.DONE;
    }
}
