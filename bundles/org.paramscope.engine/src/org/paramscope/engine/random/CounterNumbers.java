package org.paramscope.engine.random;

/**
 * Uniform random numbers by their counter, without a stream: Philox 4x32-10 (Salmon, Moraes, Dror, Shaw 2011). The key of
 * the numbers is itself drawn by Philox from (seed; replica, step, purpose), so that the counter is free for the caller. For
 * one thread.
 */
public final class CounterNumbers {

    /** Numbers for one counter. */
    public static final int WORDS = 4;
    /** Sets these numbers apart from the streams of {@link RandomStream}. */
    private static final int DERIVED_KEY = 0x6E6F6973;

    private final int[] words = new int[WORDS];
    private int key0;
    private int key1;

    /**
     * Numbers of this key from now on.
     *
     * @param purpose 32 bits, as {@link RandomStream#hash} of a name
     */
    public void key(long seed, int replica, int step, int purpose) {
        counter(replica, step, purpose, DERIVED_KEY);
        RandomStream.philox(words, (int) seed, (int) (seed >>> 32));
        key0 = words[0];
        key1 = words[1];
    }

    /**
     * Four numbers of one counter, uniform on (0, 1): odd multiples of 2^-33. Number k goes to {@code to[at + k * distance]}.
     */
    public void uniform(int first, int second, int third, double[] to, int at, int distance) {
        counter(first, second, third, 0);
        RandomStream.philox(words, key0, key1);
        for (int k = 0; k < WORDS; k++) {
            to[at + k * distance] = ((words[k] & 0xFFFFFFFFL) + 0.5) * 0x1.0p-32;
        }
    }

    private void counter(int first, int second, int third, int fourth) {
        words[0] = first;
        words[1] = second;
        words[2] = third;
        words[3] = fourth;
    }
}
