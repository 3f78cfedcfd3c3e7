package org.paramscope.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.CancelledException;
import org.paramscope.data.Clock;
import org.paramscope.data.Dataset;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Recording;
import org.paramscope.data.Signal;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;

class ValidationChecksTest {

    public record NoSettings() {
    }

    /** Three values: 1, 2, 3. */
    public static final class Three implements Dataset<NoSettings> {
        @Override
        public Recording open(NoSettings settings, Progress progress) {
            return Recording.of(Signal.of("three", "", Clock.regular(1, RateUnit.HERTZ),
                    NumericArray.of(new double[] {1, 2, 3})));
        }
    }

    private static Contribution<?> check(String name, Check check) {
        return Contribution.direct(Kind.CHECK, "test." + name, name, "", check);
    }

    private static CheckResult sum(Recording recording, double reference, double tolerance) {
        NumericArray values = recording.signal().values();
        return CheckResult.relative("sum", "sum", "arithmetic",
                new double[] {values.at(0) + values.at(1) + values.at(2)}, new double[] {reference}, tolerance);
    }

    @Test
    void aCheckFindsItsDatasetByShortName() {
        Contribution<?> three = Contribution.direct(Kind.DATASET, "test.three", "Three", "", new Three());
        Registry registry = Registry.of(three, check("right", (data, progress) -> sum(data.open("three"), 6, 1e-12)),
                check("close", (data, progress) -> sum(data.open("test.three"), 6.1, 0.02)),
                check("wrong", (data, progress) -> sum(data.open("three"), 6.1, 0.01)));
        assertEquals(List.of(true, true, false),
                ValidationChecks.run(registry, Progress.none()).stream().map(CheckResult::passed).toList());
    }

    @Test
    void aCheckThatCannotRunHasNotPassedAndSaysWhy() {
        Registry registry = Registry.of(check("missing", (data, progress) -> sum(data.open("three"), 6, 1)),
                check("broken", (data, progress) -> {
                    throw new IllegalStateException("no matrix");
                }));
        List<CheckResult> results = ValidationChecks.run(registry, Progress.none());
        assertEquals(List.of("missing", "broken"), results.stream().map(CheckResult::id).toList());
        assertTrue(results.get(0).problem().contains("three"), results.get(0).problem());
        assertEquals("no matrix", results.get(1).problem());
        assertFalse(results.get(0).passed() || results.get(1).passed());
    }

    @Test
    void notANumberNeverPasses() {
        CheckResult result = CheckResult.absolute("nan", "", "", new double[] {Double.NaN}, new double[] {0}, 1e9);
        assertFalse(result.passed());
    }

    @Test
    void cancelEndsTheRun() {
        Registry registry = Registry.of(check("long", (data, progress) -> {
            throw new CancelledException();
        }));
        assertThrows(CancelledException.class, () -> ValidationChecks.run(registry, Progress.none()));
    }
}
