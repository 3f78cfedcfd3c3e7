package org.paramscope.data;

/** A computation that broke down: in which replica, at which step, in which block. */
public final class NumericalException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final int replica;
    private final int step;
    private final String block;

    /** A break-down outside the training of replicas. */
    public NumericalException(String block, String what) {
        super(block + ": " + what);
        this.replica = -1;
        this.step = -1;
        this.block = block;
    }

    /** A break-down while training a replica; replica and step count from 0. */
    public NumericalException(int replica, int step, String block, String what) {
        super("replica " + replica + ", step " + step + ", block '" + block + "': " + what);
        this.replica = replica;
        this.step = step;
        this.block = block;
    }

    /** The replica, or -1. */
    public int replica() {
        return replica;
    }

    /** The step, or -1. */
    public int step() {
        return step;
    }

    /** The block or the routine. */
    public String block() {
        return block;
    }
}
