package org.paramscope.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NumericArrayTest {

    private final NumericArray matrix = NumericArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);

    @Test
    void storesInCOrder() {
        assertEquals(6, matrix.get(1, 2));
        assertEquals(4, matrix.get(1, 0));
        assertEquals(4, matrix.at(3));
        assertArrayEquals(new int[] {2, 3}, matrix.shape());
        assertEquals(24, NumericArray.of(new double[24], 2, 3, 4).length());
        assertEquals(7, NumericArray.scalar(7).get());
    }

    @Test
    void cannotBeChangedThroughWhatWentInOrCameOut() {
        double[] given = {1, 2};
        NumericArray array = NumericArray.of(given);
        given[0] = 9;
        array.toArray()[1] = 9;
        array.shape()[0] = 9;
        array.toRows()[0][0] = 9;
        assertEquals(NumericArray.of(new double[] {1, 2}), array);
    }

    @Test
    void cutsAlongTheFirstAxis() {
        assertEquals(NumericArray.of(new double[] {4, 5, 6}), matrix.slice(1));
        assertEquals(NumericArray.of(new double[] {2, 5}), matrix.column(1));
        assertEquals(NumericArray.of(new double[] {4, 5, 6}, 1, 3), matrix.rows(1, 2));
        assertEquals(NumericArray.of(new double[] {4, 5, 6, 1, 2, 3, 4, 5, 6}, 3, 3), matrix.select(new int[] {1, 0, 1}));
        assertEquals(NumericArray.zeros(0, 3), matrix.rows(1, 1));
        assertEquals(NumericArray.of(new double[] {1, 4, 2, 5, 3, 6}, 3, 2), matrix.transpose());
        assertEquals(matrix, NumericArray.ofRows(matrix.toRows()));
        double[] target = new double[4];
        matrix.copyTo(2, target, 1, 3);
        assertArrayEquals(new double[] {0, 3, 4, 5}, target);
    }

    @Test
    void refusesWrongShapes() {
        assertThrows(ShapeException.class, () -> NumericArray.of(new double[5], 2, 3));
        assertThrows(ShapeException.class, () -> NumericArray.zeros(-1));
        assertThrows(ShapeException.class, () -> matrix.get(0));
        assertThrows(ShapeException.class, () -> matrix.get(0, 3));
        assertThrows(ShapeException.class, () -> matrix.slice(2));
        assertThrows(ShapeException.class, () -> matrix.column(3));
        assertThrows(ShapeException.class, () -> matrix.reshape(4));
        assertThrows(ShapeException.class, () -> matrix.select(new int[] {2}));
        assertThrows(ShapeException.class, () -> matrix.size(2));
        assertThrows(ShapeException.class, () -> NumericArray.scalar(1).slice(0));
        assertThrows(ShapeException.class, () -> NumericArray.ofRows(new double[][] {{1}, {1, 2}}));
    }

    @Test
    void convertsToNd4jAndBack() {
        INDArray array = matrix.toNd4j();
        assertEquals(DataType.DOUBLE, array.dataType());
        assertEquals('c', array.ordering());
        assertEquals(6.0, array.getDouble(1, 2));
        assertEquals(matrix, NumericArray.of(array));
        assertEquals(matrix.transpose(), NumericArray.of(array.transpose()), "a view");
        assertEquals(matrix, NumericArray.of(array.dup('f')), "Fortran order");
        assertEquals(NumericArray.of(new double[] {2, 5}), NumericArray.of(array.getColumn(1)), "a strided view");
        assertEquals(matrix, NumericArray.of(array.castTo(DataType.FLOAT)), "another type");
        assertEquals(NumericArray.scalar(3), NumericArray.of(Nd4j.scalar(3.0)));
        assertEquals(NumericArray.scalar(3), NumericArray.of(NumericArray.scalar(3).toNd4j()));
    }

    @Test
    void equalsByShapeAndBits() {
        assertNotEquals(matrix, matrix.reshape(3, 2));
        assertEquals(NumericArray.scalar(Double.NaN), NumericArray.scalar(Double.NaN));
        assertNotEquals(NumericArray.scalar(0.0), NumericArray.scalar(-0.0));
        assertEquals(matrix.hashCode(), matrix.reshape(2, 3).hashCode());
    }

    @Test
    void hashesShapeAndLittleEndianValues() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(12 + 48).order(ByteOrder.LITTLE_ENDIAN).putInt(2).putInt(2).putInt(3);
        for (int i = 1; i <= 6; i++) {
            bytes.putDouble(i);
        }
        assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array())), matrix.sha256());
        assertNotEquals(matrix.sha256(), matrix.reshape(3, 2).sha256());
        assertEquals(NumericArray.zeros(100_000).sha256(), NumericArray.zeros(100_000).sha256());
    }

    @Test
    void describesItselfShortly() {
        assertEquals("[2, 3][1.0, 2.0, 3.0, 4.0, 5.0, 6.0]", matrix.toString());
        assertEquals("[100][0.0, 0.0, 0.0, 0.0, 0.0, 0.0, ...]", NumericArray.zeros(100).toString());
    }
}
