package org.paramscope.engine.internal.kernel;

import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The arithmetic of this process, chosen once: vectors where {@code jdk.incubator.vector} is there, plain
 * loops otherwise. In an interpreted process plain loops are faster and are taken.
 */
public final class Arithmetic {

    /** System property: {@code vector} or {@code plain} instead of the choice by what is there. */
    public static final String PROPERTY = "paramscope.kernels";

    private static final int CHUNK = 256;
    /** For sums of each sample: a lane more is a copy of the gradient more. */
    private static final int SAMPLES_APART = 64;

    private Arithmetic() { }

    /** float64 on chunks of {@value #CHUNK} samples. */
    public static DescentLanes<double[]> float64() {
        return float64(CHUNK);
    }

    /** float32 on chunks of {@value #CHUNK} samples. */
    public static DescentLanes<float[]> float32() {
        return float32(CHUNK);
    }

    /** float64 on chunks of so many samples, see {@link Lanes#chunk()}; no result depends on it. */
    public static DescentLanes<double[]> float64(int chunk) {
        return Chosen.CHOICE.float64.apply(chunk);
    }

    /** float32 on chunks of so many samples, see {@link Lanes#chunk()}; no result depends on it. */
    public static DescentLanes<float[]> float32(int chunk) {
        return Chosen.CHOICE.float32.apply(chunk);
    }

    /** Small matrices side by side, in float64. */
    public static MatrixLanes matrices() {
        return Chosen.CHOICE.matrices;
    }

    /** Dual numbers in float64 on chunks of so many samples; no value depends on it. */
    public static Lanes<Dual> dual(int chunk) {
        return Chosen.CHOICE.dual.apply(float64(chunk));
    }

    /** float64 with sums of each sample: {@link Lanes#virtualLanes()} are the {@value #SAMPLES_APART} samples of a chunk. */
    public static Lanes<double[]> samplesApart() {
        return new SampleLanes(float64(SAMPLES_APART));
    }

    /** Whether vectors are used. */
    public static boolean vectorised() {
        return Chosen.CHOICE.vectorised;
    }

    /** One line on the choice and its reason. */
    public static String description() {
        return Chosen.CHOICE.description;
    }

    private record Choice(IntFunction<DescentLanes<double[]>> float64, IntFunction<DescentLanes<float[]>> float32,
            Function<Lanes<double[]>, Lanes<Dual>> dual, MatrixLanes matrices, boolean vectorised, String description) {

        static Choice plain(String reason) {
            return new Choice(DoubleLanes::plain, FloatLanes::plain, DualMaps::new, new PlainMatrixLanes(), false,
                    "plain loops, some ten times slower than vectors: " + reason);
        }

        static Choice make() {
            String asked = System.getProperty(PROPERTY, "");
            if (asked.equals("plain")) {
                return plain("the system property " + PROPERTY + " asks for them");
            }
            if (System.getProperty("java.vm.info", "").contains("interpreted") && !asked.equals("vector")) {
                return plain("this Java process interprets its code");
            }
            try {
                return VectorChoice.make();
            } catch (NoClassDefFoundError e) {
                return plain("jdk.incubator.vector is not there; start Java with --add-modules jdk.incubator.vector"
                        + " (in OSGi with org.osgi.framework.bootdelegation=jdk.incubator.vector, too)");
            }
        }
    }

    /** Apart, so that the choice itself loads without the vector module. */
    private static final class VectorChoice {

        static Choice make() {
            return new Choice(VectorDoubleLanes::new, VectorFloatLanes::new, VectorDualMaps::new, new VectorMatrixLanes(), true, "vectors of "
                    + Species.float64().length() + " float64 or " + Species.float32().length() + " float32 (jdk.incubator.vector)");
        }
    }

    private static final class Chosen {

        static final Choice CHOICE = Choice.make();
    }
}
