package org.paramscope.engine.internal.kernel;

import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.paramscope.engine.internal.kernel.FloatFunctions.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link FloatFunctions}, operation by operation, on vectors. */
final class VectorFloatFunctions {

    private static final VectorSpecies<Float> S = Species.float32();

    private VectorFloatFunctions() { }

    private static FloatVector of(float value) {
        return FloatVector.broadcast(S, value);
    }

    static FloatVector exp(FloatVector x) {
        FloatVector low = x.blend(EXP_MIN, x.compare(LT, EXP_MIN));
        FloatVector a = low.blend(EXP_MAX, low.compare(GT, EXP_MAX));
        FloatVector k = a.fma(of(LOG2_E), of(MAGIC));
        FloatVector n = k.sub(MAGIC);
        FloatVector r = n.fma(of(-LN2_LOW), n.fma(of(-LN2_HIGH), a));
        FloatVector q = of(C7).fma(r, of(C6));
        q = q.fma(r, of(C5));
        q = q.fma(r, of(C4));
        q = q.fma(r, of(C3));
        q = q.fma(r, of(C2));
        FloatVector p = r.mul(r).fma(q, r);
        FloatVector power = k.reinterpretAsInts().lanewise(LSHL, EXPONENT_SHIFT).add(ONE_BITS).reinterpretAsFloats();
        return power.fma(p, power);
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector low = x.blend(-TANH_MAX, x.compare(LT, -TANH_MAX));
        FloatVector a = low.blend(TANH_MAX, low.compare(GT, TANH_MAX));
        FloatVector s = a.mul(a);
        FloatVector p = of(A13).fma(s, of(A11));
        p = p.fma(s, of(A9));
        p = p.fma(s, of(A7));
        p = p.fma(s, of(A5));
        p = p.fma(s, of(A3));
        p = p.fma(s, of(A1));
        FloatVector q = of(B6).fma(s, of(B4));
        q = q.fma(s, of(B2));
        q = q.fma(s, of(B0));
        return a.mul(p).div(q);
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = exp(x.lanewise(ABS).neg());
        return e.blend(1, x.compare(GE, 0)).div(e.add(1));
    }
}
