package org.paramscope.engine.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The machine's vectors. */
final class Species {

    private Species() { }

    /** 2, 4 or 8 lanes. */
    static VectorSpecies<Double> float64() {
        return switch (DoubleVector.SPECIES_PREFERRED.length()) {
            case 1, 2 -> DoubleVector.SPECIES_128;
            case 3, 4, 5, 6, 7 -> DoubleVector.SPECIES_256;
            default -> DoubleVector.SPECIES_512;
        };
    }

    /** The same, for sums: there are never more lanes than virtual lanes. */
    static VectorSpecies<Double> sums64() {
        return float64();
    }

    /** 4, 8 or 16 lanes. */
    static VectorSpecies<Float> float32() {
        return switch (float64().length()) {
            case 2 -> FloatVector.SPECIES_128;
            case 4 -> FloatVector.SPECIES_256;
            default -> FloatVector.SPECIES_512;
        };
    }

    /** 4 or 8 lanes: no more than there are virtual lanes. */
    static VectorSpecies<Float> sums32() {
        return float32().length() == 4 ? FloatVector.SPECIES_128 : FloatVector.SPECIES_256;
    }

    /** Moves lane k + by to lane k, cyclically. */
    static <E> VectorShuffle<E> shifted(VectorSpecies<E> species, int by) {
        return VectorShuffle.fromOp(species, k -> (k + by) % species.length());
    }
}
