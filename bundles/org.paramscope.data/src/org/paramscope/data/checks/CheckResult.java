package org.paramscope.data.checks;

import java.util.Arrays;

import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;

/**
 * The outcome of a {@link Check}.
 *
 * @param id        name of the check, for example {@code ssa-finite-rank}
 * @param quantity  what was computed, on which data
 * @param source    where the reference comes from
 * @param value     computed values [k]
 * @param reference reference values [k]
 * @param tolerance largest allowed deviation of each value [k], relative or absolute
 * @param relative  whether the tolerance is a multiple of the reference's magnitude
 * @param problem   why the check could not be run; empty if it was
 */
public record CheckResult(String id, String quantity, String source, NumericArray value, NumericArray reference,
        NumericArray tolerance, boolean relative, String problem) {

    public CheckResult {
        if (value.length() != reference.length() || value.length() != tolerance.length()) {
            throw new ShapeException("check " + id + ": " + value.length() + " values, " + reference.length()
                    + " references and " + tolerance.length() + " tolerances; the three must be equal");
        }
    }

    /** A result whose deviations are judged relative to the reference's magnitude. */
    public static CheckResult relative(String id, String quantity, String source, double[] value,
            double[] reference, double tolerance) {
        return new CheckResult(id, quantity, source, NumericArray.of(value), NumericArray.of(reference),
                constant(tolerance, value.length), true, "");
    }

    /** A result whose deviations are judged in the unit of the values. */
    public static CheckResult absolute(String id, String quantity, String source, double[] value,
            double[] reference, double... tolerance) {
        NumericArray allowed = tolerance.length == 1 ? constant(tolerance[0], value.length) : NumericArray.of(tolerance);
        return new CheckResult(id, quantity, source, NumericArray.of(value), NumericArray.of(reference), allowed,
                false, "");
    }

    /** The result of a check that could not be run, for example because its dataset is not installed. */
    public static CheckResult notRun(String id, String problem) {
        NumericArray none = NumericArray.of(new double[0]);
        return new CheckResult(id, "", "", none, none, none, false, problem);
    }

    /** Deviation of value i from its reference, relative or absolute as {@link #relative()} says. */
    public double deviation(int i) {
        double difference = Math.abs(value.at(i) - reference.at(i));
        return relative ? difference / Math.abs(reference.at(i)) : difference;
    }

    /** Whether the check ran and every deviation is finite and within its tolerance. */
    public boolean passed() {
        if (!problem.isEmpty()) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!(deviation(i) <= tolerance.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static NumericArray constant(double tolerance, int count) {
        double[] all = new double[count];
        Arrays.fill(all, tolerance);
        return NumericArray.of(all);
    }
}
