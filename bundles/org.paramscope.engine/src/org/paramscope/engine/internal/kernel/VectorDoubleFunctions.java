package org.paramscope.engine.internal.kernel;

import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;
import static org.paramscope.engine.internal.kernel.DoubleFunctions.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link DoubleFunctions}, operation by operation, on vectors. */
final class VectorDoubleFunctions {

    private static final VectorSpecies<Double> S = Species.float64();

    private VectorDoubleFunctions() { }

    private static DoubleVector of(double value) {
        return DoubleVector.broadcast(S, value);
    }

    private static DoubleVector series(DoubleVector r) {
        DoubleVector q = of(C13).fma(r, of(C12));
        q = q.fma(r, of(C11));
        q = q.fma(r, of(C10));
        q = q.fma(r, of(C9));
        q = q.fma(r, of(C8));
        q = q.fma(r, of(C7));
        q = q.fma(r, of(C6));
        q = q.fma(r, of(C5));
        q = q.fma(r, of(C4));
        q = q.fma(r, of(C3));
        q = q.fma(r, of(C2));
        return r.mul(r).fma(q, r);
    }

    private static DoubleVector power(DoubleVector k) {
        return k.reinterpretAsLongs().lanewise(LSHL, EXPONENT_SHIFT).add(ONE_BITS).reinterpretAsDoubles();
    }

    static DoubleVector exp(DoubleVector x) {
        DoubleVector low = x.blend(EXP_MIN, x.compare(LT, EXP_MIN));
        DoubleVector a = low.blend(EXP_MAX, low.compare(GT, EXP_MAX));
        DoubleVector k = a.fma(of(LOG2_E), of(MAGIC));
        DoubleVector n = k.sub(MAGIC);
        DoubleVector r = n.fma(of(-LN2_LOW), n.fma(of(-LN2_HIGH), a));
        DoubleVector p = series(r);
        DoubleVector power = power(k);
        return power.fma(p, power);
    }

    static DoubleVector tanh(DoubleVector x) {
        DoubleVector twice = x.lanewise(ABS).mul(2);
        DoubleVector a = twice.blend(TANH_MAX, twice.compare(GT, TANH_MAX));
        DoubleVector k = a.fma(of(LOG2_E), of(MAGIC));
        DoubleVector n = k.sub(MAGIC);
        DoubleVector r = n.fma(of(-LN2_LOW), n.fma(of(-LN2_HIGH), a));
        DoubleVector p = series(r);
        DoubleVector power = power(k);
        DoubleVector e = power.fma(p, power.sub(1));
        DoubleVector t = e.div(e.add(2));
        return t.reinterpretAsLongs().lanewise(OR, x.reinterpretAsLongs().lanewise(AND, SIGN_BIT)).reinterpretAsDoubles();
    }

    static DoubleVector sigmoid(DoubleVector x) {
        DoubleVector e = exp(x.lanewise(ABS).neg());
        return e.blend(1, x.compare(GE, 0)).div(e.add(1));
    }
}
