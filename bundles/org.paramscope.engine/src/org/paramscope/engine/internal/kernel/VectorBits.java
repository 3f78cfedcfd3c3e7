package org.paramscope.engine.internal.kernel;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.OR;
import static org.paramscope.engine.internal.kernel.Bits.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/** {@link Bits}, operation by operation, on vectors. */
final class VectorBits {

    private VectorBits() { }

    static DoubleVector powerOfTwo(DoubleVector k) {
        return k.reinterpretAsLongs().lanewise(LSHL, SHIFT_64).add(ONE_64).reinterpretAsDoubles();
    }

    static FloatVector powerOfTwo(FloatVector k) {
        return k.reinterpretAsInts().lanewise(LSHL, SHIFT_32).add(ONE_32).reinterpretAsFloats();
    }

    static DoubleVector withSign(DoubleVector magnitude, DoubleVector x) {
        return magnitude.reinterpretAsLongs().lanewise(OR, x.reinterpretAsLongs().lanewise(AND, SIGN_64)).reinterpretAsDoubles();
    }

    static FloatVector withSign(FloatVector magnitude, FloatVector x) {
        return magnitude.reinterpretAsInts().lanewise(OR, x.reinterpretAsInts().lanewise(AND, SIGN_32)).reinterpretAsFloats();
    }
}
