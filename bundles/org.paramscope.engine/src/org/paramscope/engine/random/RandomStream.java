package org.paramscope.engine.random;

import java.nio.charset.StandardCharsets;

/**
 * A stream of random numbers that depends on nothing but (seed, replica, purpose): Philox 4x32-10
 * (Salmon, Moraes, Dror, Shaw 2011, Parallel random numbers: as easy as 1, 2, 3). The seed is the
 * key; the counter holds the position (64 bits), the replica (32 bits) and a hash of the purpose (32
 * bits), so that streams do not overlap and every thread or machine draws the same numbers. A stream
 * itself is for one thread.
 */
public final class RandomStream {

    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;

    private final int key0;
    private final int key1;
    private final int replica;
    private final int purpose;
    private final int[] words = new int[4];
    private long block;
    private int used = 4;
    private double spareGaussian;
    private boolean hasSpare;

    private RandomStream(long seed, long replica, String purpose) {
        this.key0 = (int) seed;
        this.key1 = (int) (seed >>> 32);
        this.replica = Math.toIntExact(replica);
        this.purpose = hash(purpose);
    }

    /**
     * The stream from its beginning.
     *
     * @param replica from 0, below 2^31
     * @param purpose what the numbers are for, as in {@code start}
     */
    public static RandomStream of(long seed, long replica, String purpose) {
        return new RandomStream(seed, replica, purpose);
    }

    /** 32 random bits. */
    public int bits() {
        if (used == 4) {
            words[0] = (int) block;
            words[1] = (int) (block >>> 32);
            words[2] = replica;
            words[3] = purpose;
            philox(words, key0, key1);
            block++;
            used = 0;
        }
        return words[used++];
    }

    /** Uniform on [0, 1), a multiple of 2^-53. */
    public double uniform() {
        long high = bits() >>> 5;
        long low = bits() >>> 6;
        return (high * 67108864.0 + low) * 0x1.0p-53;
    }

    /** Normal with mean 0 and variance 1 (Box and Muller 1958). */
    public double gaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spareGaussian;
        }
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        double angle = 2 * Math.PI * uniform();
        spareGaussian = radius * StrictMath.sin(angle);
        hasSpare = true;
        return radius * StrictMath.cos(angle);
    }

    /** Uniform on 0 to n - 1, without bias (Lemire 2019); n at least 1. */
    public int below(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("below(" + n + "): at least 1 is needed");
        }
        long product = (bits() & 0xFFFFFFFFL) * n;
        if ((product & 0xFFFFFFFFL) < n) {
            long threshold = 0x1_0000_0000L % n;
            while ((product & 0xFFFFFFFFL) < threshold) {
                product = (bits() & 0xFFFFFFFFL) * n;
            }
        }
        return (int) (product >>> 32);
    }

    /** A random order of 0 to n - 1 (Fisher and Yates). */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Ten rounds on a counter of four words, in place. */
    static void philox(int[] counter, int key0, int key1) {
        int c0 = counter[0];
        int c1 = counter[1];
        int c2 = counter[2];
        int c3 = counter[3];
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
            c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
            c1 = (int) product1;
            c3 = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        counter[0] = c0;
        counter[1] = c1;
        counter[2] = c2;
        counter[3] = c3;
    }

    /** FNV-1a, 32 bits: a number for a purpose. */
    public static int hash(String text) {
        int hash = 0x811C9DC5;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x01000193;
        }
        return hash;
    }
}
