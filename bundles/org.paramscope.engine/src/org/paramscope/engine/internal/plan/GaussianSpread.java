package org.paramscope.engine.internal.plan;

import java.util.List;
import org.paramscope.engine.graph.CovarianceForm;

/** The covariance matrix S of a normal distribution along lanes, in one of its forms. Immutable. */
abstract class GaussianSpread {

    /** The form's rows for a distribution over d entries. */
    static GaussianSpread of(Compiler compiler, CovarianceForm form, List<Integer> spread, int d) {
        return switch (form) {
            case DIAGONAL -> new DiagonalSpread(compiler.source(spread.getFirst()));
            case FULL -> new TriangularSpread(compiler.source(spread.getFirst()), d);
            case LOW_RANK -> new LowRankSpread(compiler, compiler.source(spread.getFirst()), compiler.source(spread.get(1)), d);
        };
    }

    /** Standard normal numbers that a draw needs. */
    abstract int noiseRows();

    /** Clears the derivatives that are this step's to open. */
    abstract <A> void open(Run<A> run, Frame<A> frame);

    /** z += the factor of S times the noise. */
    abstract <A> void addSample(Run<A> run, Frame<A> frame, Place noise, Place z);

    /** Adds to the derivatives of the sources what follows from that of z. */
    abstract <A> void sampleBackward(Run<A> run, Frame<A> frame, Place noise, Place dz);

    /** v = the diagonal of S, and l -= log det S / 2. */
    abstract <A> void divergence(Run<A> run, Frame<A> frame, Place v, Place l);

    /** Adds to the derivatives of the sources what follows from those of v and l. */
    abstract <A> void divergenceBackward(Run<A> run, Frame<A> frame, Place dv, Place dl);
}
