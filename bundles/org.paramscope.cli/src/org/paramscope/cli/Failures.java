package org.paramscope.cli;

import java.nio.file.Path;
import java.util.List;

import org.paramscope.core.store.StoreException;
import org.paramscope.data.CancelledException;
import org.paramscope.data.DataException;
import org.paramscope.data.NumericalException;
import org.paramscope.data.PluginException;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.study.StudyException;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns a failure into one line on the error stream and an exit code; the stack trace of an unexpected one goes to the log. */
final class Failures implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {

    private final Session session;

    Failures(Session session) {
        this.session = session;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        String message = words(exception);
        if (exception instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()) {
            message += " (did you mean '" + unmatched.getSuggestions().get(0) + "'?)";
        }
        session.say(message + "; see " + command + " --help");
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
                session.say("cancelled" + (session.resume().isEmpty() ? "" : "; what was finished is kept, '" + session.resume()
                        + "' goes on from there"));
                yield Paramscope.CANCELLED;
            }
            case SettingException setting -> expected(setting, Paramscope.USAGE);
            case UsageException usage -> expected(usage, Paramscope.USAGE);
            case DataException data -> expected(data, Paramscope.FAILED);
            case StudyException study -> expected(study, Paramscope.FAILED);
            case StoreException store -> expected(store, Paramscope.FAILED);
            case PluginException plugin -> plugin.getCause() == null ? expected(plugin, Paramscope.FAILED) : traced(plugin);
            case NumericalException numerical -> traced(numerical);
            case ShapeException shape -> traced(shape);
            case OutOfMemoryError memory -> {
                session.log("out of memory", memory);
                session.say("out of memory: " + Runtime.getRuntime().maxMemory() / 1_000_000
                        + " MB are allowed; use a larger stride, fewer replicas or a smaller model, or give more with -Xmx");
                yield Paramscope.FAILED;
            }
            default -> unexpected(failure);
        };
    }

    /** A mistake that its message explains. */
    private int expected(Throwable failure, int code) {
        session.log(oneLine(failure));
        session.say(oneLine(failure));
        return code;
    }

    /** A failure whose message says what happened, but not where in a plugin or a computation. */
    private int traced(Throwable failure) {
        session.log("failed", failure);
        session.say(oneLine(failure));
        return Paramscope.FAILED;
    }

    private int unexpected(Throwable failure) {
        Path log = session.log("unexpected failure", failure);
        session.say(failure.getClass().getSimpleName() + ": " + oneLine(failure) + (log == null ? "" : "; the details are in " + log));
        return Paramscope.FAILED;
    }

    /** What the parser refuses, without the names of Java's types. */
    private static String words(ParameterException refusal) {
        ArgSpec argument = refusal.getArgSpec();
        boolean integer = argument != null && List.of(int.class, Integer.class, long.class, Long.class).contains(argument.type());
        if (!integer || refusal.getValue() == null) {
            return oneLine(refusal);
        }
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        return name + " is '" + refusal.getValue() + "': an integer is allowed";
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
