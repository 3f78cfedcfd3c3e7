package org.paramscope.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a process did.
 *
 * @param code its exit code
 * @param output its standard output
 * @param messages its standard error
 */
record Outcome(int code, String output, String messages) {

    private static final long LIMIT_MINUTES = 10;

    /** Runs a command to its end. */
    static Outcome of(List<String> command, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", ".txt");
        Path messages = Files.createTempFile("messages", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectOutput(output.toFile()).redirectError(messages.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command + " does not end: " + Files.readString(messages));
            }
            return new Outcome(process.exitValue(), Files.readString(output), Files.readString(messages));
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(messages);
        }
    }
}
