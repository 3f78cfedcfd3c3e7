package org.paramscope.data;

/** How much heap is left, for work that would rather refuse than fail half-way. */
public final class Memory {

    private Memory() {
    }

    /**
     * The free heap in bytes, up to the limit of -Xmx. When less than {@code needed} seems free, garbage
     * is collected first: what is not in use must not be a reason to refuse.
     */
    public static long available(long needed) {
        long free = free();
        if (free < needed) {
            System.gc();
            free = free();
        }
        return free;
    }

    /** Bytes as megabytes (2^20), rounded up, for messages. */
    public static long megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    private static long free() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }
}
