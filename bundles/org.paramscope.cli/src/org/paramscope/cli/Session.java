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
    private ProgressLine progress;
    private String resume = "";

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
        progress = new ProgressLine(error, terminal, () -> cancelled);
        return progress;
    }

    /** Says what failed, in a line of its own. */
    void say(String message) {
        if (progress != null) {
            progress.clear();
        }
        error.println("paramscope: " + message);
        error.flush();
    }

    /** Notes the command that goes on with what is being computed, should it be cancelled. */
    void resumable(String command) {
        resume = command;
    }

    /** The command that goes on; empty when there is nothing to go on with. */
    String resume() {
        return resume;
    }

    void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }

    void print(String text) {
        String lines = text.replaceAll("(?m)[ \t]+$", "");
        out.print(lines.endsWith("\n") ? lines : lines + "\n");
        out.flush();
    }

    void print(JsonElement json) {
        print(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeSpecialFloatingPointValues()
                .create().toJson(json));
    }

    /** Notes a failure in the log in one line. */
    Path log(String what) {
        return append(Instant.now() + " " + what + "\n");
    }

    /** Keeps a stack trace where a user can find it, and a terminal free of it. */
    Path log(String what, Throwable cause) {
        StringBuilder trace = new StringBuilder().append(Instant.now()).append(' ').append(what).append('\n');
        for (Throwable at = cause; at != null; at = at.getCause()) {
            trace.append(at == cause ? "" : "caused by ").append(at).append('\n');
            for (StackTraceElement frame : at.getStackTrace()) {
                trace.append("    at ").append(frame).append('\n');
            }
        }
        return append(trace);
    }

    private static Path append(CharSequence text) {
        Path file = Path.of(System.getProperty("paramscope.log",
                Path.of(System.getProperty("user.home"), ".paramscope", "paramscope.log").toString()));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            boolean full = Files.exists(file) && Files.size(file) > LONGEST_LOG;
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE,
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
