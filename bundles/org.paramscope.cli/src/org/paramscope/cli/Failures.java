package org.paramscope.cli;

import java.nio.file.Path;

import org.paramscope.core.store.StoreException;
import org.paramscope.data.CancelledException;
import org.paramscope.data.DataException;
import org.paramscope.data.NumericalException;
import org.paramscope.data.PluginException;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.study.StudyException;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns a failure into one line on the error stream and an exit code; the stack trace goes to the log. */
final class Failures implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {

    private final Session session;

    Failures(Session session) {
        this.session = session;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        String message = oneLine(exception);
        if (exception instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()) {
            message += " (did you mean '" + unmatched.getSuggestions().get(0) + "'?)";
        }
        say(message + "; see " + command + " --help");
        return Paramscope.USAGE;
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine line, ParseResult result) {
        return report(exception);
    }

    /** Says what failed and returns the exit code. */
    int report(Throwable failure) {
        return switch (failure) {
            case CancelledException cancelled -> {
                say("cancelled; what was finished is kept, 'paramscope run --resume' goes on from there");
                yield Paramscope.CANCELLED;
            }
            case SettingException setting -> expected(setting, Paramscope.USAGE);
            case DataException data -> expected(data, Paramscope.FAILED);
            case StudyException study -> expected(study, Paramscope.FAILED);
            case StoreException store -> expected(store, Paramscope.FAILED);
            case PluginException plugin -> expected(plugin, Paramscope.FAILED);
            case NumericalException numerical -> expected(numerical, Paramscope.FAILED);
            case ShapeException shape -> expected(shape, Paramscope.FAILED);
            case UsageException usage -> expected(usage, Paramscope.USAGE);
            case OutOfMemoryError memory -> {
                session.log("out of memory", memory);
                say("out of memory: " + Runtime.getRuntime().maxMemory() / 1_000_000
                        + " MB are allowed; use a larger stride, fewer replicas or a smaller model, or give more with -Xmx");
                yield Paramscope.FAILED;
            }
            default -> unexpected(failure);
        };
    }

    private int expected(Throwable failure, int code) {
        session.log("failed", failure);
        say(oneLine(failure));
        return code;
    }

    private int unexpected(Throwable failure) {
        Path log = session.log("unexpected failure", failure);
        say(failure.getClass().getSimpleName() + ": " + oneLine(failure) + (log == null ? "" : "; the details are in " + log));
        return Paramscope.FAILED;
    }

    private void say(String message) {
        session.error().println("paramscope: " + message);
        session.error().flush();
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
