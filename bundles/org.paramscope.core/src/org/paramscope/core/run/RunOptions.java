package org.paramscope.core.run;

/**
 * How a study is run; none of it changes a number.
 *
 * @param threads  replicas at a time, at least 1
 * @param resume   whether finished parts of former runs with equal settings and data are reused
 */
public record RunOptions(int threads, boolean resume) {

    public RunOptions {
        if (threads < 1) {
            throw new org.paramscope.data.SettingException("threads", Integer.toString(threads), "at least 1 is needed");
        }
    }

    /** One thread a processor, everything computed anew. */
    public static RunOptions standard() {
        return new RunOptions(Runtime.getRuntime().availableProcessors(), false);
    }
}
