package org.paramscope.cli;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code paramscope}: holds the others and turns failures into one line and an exit code. */
@Command(name = "paramscope", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class,
        description = "Metric analysis of network parameter spaces. Without a command the window opens.",
        subcommands = {DemoCommand.class, NewCommand.class, RunCommand.class, CompareCommand.class, ReportCommand.class,
            ReplicasCommand.class, ListCommand.class, DescribeCommand.class, ValidateCommand.class, DoctorCommand.class, InstallCommand.class,
            UninstallCommand.class, PluginsCommand.class, CommandLine.HelpCommand.class},
        footer = {"", "Examples:",
            "  paramscope demo",
            "  paramscope compare --data walk.csv --channel gyr_y \\",
            "      --models \"ssa[components=6],autoencoder[hidden=16,bottleneck=3]\"",
            "  paramscope new walk.paramscope --data walk.csv --channel gyr_y",
            "  paramscope run walk.paramscope --set windows.length=57 --threads 2",
            "  paramscope describe autoencoder",
            "", "Exit codes: 0 done, 1 failed, 2 wrong usage, 130 cancelled."})
final class Paramscope implements Runnable {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int CANCELLED = 130;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs a command and returns its exit code; never throws. */
    static int run(Session session, String... arguments) {
        CommandLine line = new CommandLine(Paramscope.class, new Commands(session));
        line.setOut(session.out()).setErr(session.error());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
        Failures failures = new Failures(session);
        line.setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures);
        try {
            return line.execute(arguments);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            return failures.report(e);
        } finally {
            session.out().flush();
            session.error().flush();
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "no command is given");
    }

    /** Makes commands, each with the session. */
    private record Commands(Session session) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.cast(type.getDeclaredConstructor(Session.class).newInstance(session));
            } catch (NoSuchMethodException e) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }

    /** The version of this bundle. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"paramscope " + text()};
        }

        static String text() {
            Bundle bundle = FrameworkUtil.getBundle(Paramscope.class);
            String manifest = Paramscope.class.getPackage().getImplementationVersion();
            return bundle != null ? bundle.getVersion().toString() : manifest == null ? "(class path)" : manifest;
        }
    }
}
