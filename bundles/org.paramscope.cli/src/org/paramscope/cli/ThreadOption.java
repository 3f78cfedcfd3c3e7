package org.paramscope.cli;

import picocli.CommandLine.Option;

/** How many replicas are computed at a time. */
final class ThreadOption {

    @Option(names = "--threads", paramLabel = "N", description = "replicas at a time; does not change a number (default: one a processor)")
    private Integer threads;

    int count() {
        if (threads != null && threads < 1) {
            throw new UsageException("--threads is " + threads + ": at least 1 is needed");
        }
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
