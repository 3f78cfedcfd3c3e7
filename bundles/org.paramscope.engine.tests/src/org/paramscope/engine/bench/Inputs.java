package org.paramscope.engine.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.paramscope.data.ShapeException;

/** The files that {@code releng/peers/inputs.py} writes; that program describes them. */
record Inputs(Path folder) {

    /** Replicas that have first parameters. */
    static final int REPLICAS = 100;
    /** Rows of a minibatch. */
    static final int MINIBATCH = 64;

    /** The doubles of a file, last index fastest. */
    double[] numbers(String file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(file))).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    /** The rows of each step's minibatch, [replicas][steps][{@link #MINIBATCH}]. */
    int[][][] minibatches() throws IOException {
        IntBuffer all = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("indices.i32"))).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        int steps = all.remaining() / (REPLICAS * MINIBATCH);
        int[][][] rows = new int[REPLICAS][steps][MINIBATCH];
        for (int step = 0; step < steps; step++) {
            for (int b = 0; b < REPLICAS; b++) {
                all.get(rows[b][step]);
            }
        }
        return rows;
    }

    /** The doubles of a file of {@link #REPLICAS} rows. */
    double[][] rows(String file, int columns) throws IOException {
        double[] values = numbers(file);
        if (values.length != REPLICAS * columns) {
            throw new ShapeException(file + " has " + values.length + " numbers, not [" + REPLICAS + ", " + columns + "]");
        }
        double[][] rows = new double[REPLICAS][];
        Arrays.setAll(rows, b -> Arrays.copyOfRange(values, b * columns, (b + 1) * columns));
        return rows;
    }
}
