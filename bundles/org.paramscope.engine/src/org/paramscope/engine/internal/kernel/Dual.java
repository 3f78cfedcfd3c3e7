package org.paramscope.engine.internal.kernel;

/**
 * Dual numbers a + b epsilon with epsilon^2 = 0 (Clifford 1873): values, and beside each its tangent, the derivative in a
 * direction.
 *
 * @param value [length]
 * @param tangent [length]
 */
public record Dual(double[] value, double[] tangent) {

    /** Zeros. */
    static Dual zeros(int length) {
        return new Dual(new double[length], new double[length]);
    }
}
