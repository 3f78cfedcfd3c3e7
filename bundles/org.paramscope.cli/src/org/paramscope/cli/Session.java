package org.paramscope.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

import org.paramscope.core.registry.Registry;
import org.paramscope.data.Progress;

/** One call of the command line: where it writes, what is installed, whether the user cancelled. */
final class Session {

    private static final long LONGEST_LOG = 1 << 20;

    private final PrintWriter out;
    private final PrintWriter error;
    private final boolean terminal;
    private volatile boolean cancelled;
    private Registry registry;

    Session(PrintWriter out, PrintWriter error, boolean terminal) {
        this(out, error, terminal, null);
    }

    /** With contributions of the caller's choice. */
    Session(PrintWriter out, PrintWriter error, boolean terminal, Registry registry) {
        this.out = out;
        this.error = error;
        this.terminal = terminal;
        this.registry = registry;
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter error() {
        return error;
    }

    /** What is installed; read when first asked for. */
    Registry registry() {
        if (registry == null) {
            registry = Registry.platform();
        }
        return registry;
    }

    /** Progress on the error stream: a bar on a terminal, lines in a pipe. */
    Progress progress() {
        return new ProgressLine(error, terminal, () -> cancelled);
    }

    void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }

    void print(String text) {
        out.print(text.endsWith("\n") ? text : text + "\n");
        out.flush();
    }

    void print(JsonElement json) {
        print(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeSpecialFloatingPointValues()
                .create().toJson(json));
    }

    /** Keeps a stack trace where a user can find it, and a terminal free of it. */
    Path log(String what, Throwable cause) {
        Path file = Path.of(System.getProperty("paramscope.log",
                Path.of(System.getProperty("user.home"), ".paramscope", "paramscope.log").toString()));
        StringBuilder trace = new StringBuilder().append(Instant.now()).append(' ').append(what).append('\n');
        for (Throwable at = cause; at != null; at = at.getCause()) {
            trace.append(at == cause ? "" : "caused by ").append(at).append('\n');
            for (StackTraceElement frame : at.getStackTrace()) {
                trace.append("    at ").append(frame).append('\n');
            }
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            boolean full = Files.exists(file) && Files.size(file) > LONGEST_LOG;
            Files.writeString(file, trace, StandardCharsets.UTF_8, StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE, full ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
            return file;
        } catch (IOException e) {
            // A log that cannot be written must not hide the failure that it was about.
            return null;
        }
    }

    /** Whether messages go to a terminal. The start script says so; without it, the Java machine is asked. */
    static boolean onTerminal() {
        String said = System.getProperty("paramscope.terminal");
        if (said != null) {
            return Boolean.parseBoolean(said);
        }
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            // Before Java 22 there is a console only on a terminal.
            return true;
        }
    }
}
