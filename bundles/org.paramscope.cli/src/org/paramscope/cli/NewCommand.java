package org.paramscope.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.paramscope.core.run.RunOptions;
import org.paramscope.core.run.SignalSummary;
import org.paramscope.study.Study;
import org.paramscope.study.StudyFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paramscope new}: writes a study file. */
@Command(name = "new", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class, description = "Writes a study file, after a look at its data.",
        footer = {"", "Example:", "  paramscope new walk.paramscope --data walk.csv --channel gyr_y \\",
            "      --models \"ssa,autoencoder[hidden=16]\""})
final class NewCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "the study to write, *.paramscope")
    private Path file;

    @Option(names = "--data", paramLabel = "FILE|ID", required = true,
            description = {"a file (*.csv, *.bvh, *.npy), or a dataset:", "walk.csv, \"csv[file=walk.csv,rows=3000]\",", "sunspots, \"sine[samples=3000]\""})
    private String data;

    @Option(names = "--channel", paramLabel = "NAME", description = "channel to analyse, needed when there are several: one, several as in \"hip,knee\", or all")
    private String channel;

    @Option(names = "--force", description = "replace an existing file")
    private boolean force;

    @Mixin
    private StudyOptions options;

    NewCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (!file.toString().endsWith("." + StudyFiles.EXTENSION)) {
            throw new UsageException("FILE is " + file + ": a name that ends with ." + StudyFiles.EXTENSION + " is needed");
        }
        if (Files.exists(file) && !force) {
            throw new UsageException(file + " exists; choose another name, or give --force to replace it");
        }
        DataChoice choice = DataChoice.of(data, file.toAbsolutePath().getParent(), session.registry());
        Study study = options.study(DataChoice.stem(file), choice, channel, session.registry());
        SignalSummary signal = new Execution(session).prepare(study, file, new RunOptions(1, false)).prepared().data().summary();
        StudyFiles.save(study, file);
        session.print(file + ": " + signal.channel() + ", " + signal.length() + " samples at " + signal.rate() + ", "
                + signal.period().map(p -> "period " + p.samples() + " samples").orElse("no dominant period") + "; "
                + counted(study.getModels().size(), "model") + ", " + counted(study.getEstimators().size(), "estimator") + "\nrun it: paramscope run " + file);
        return Paramscope.DONE;
    }

    private static String counted(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
