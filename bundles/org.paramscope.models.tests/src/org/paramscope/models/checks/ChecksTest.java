package org.paramscope.models.checks;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.Clock;
import org.paramscope.data.DataException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Recording;
import org.paramscope.data.Signal;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;
import org.paramscope.models.SharedSeries;

class ChecksTest {

    static Check[] closedForms() {
        return new Check[] {new FiniteRank(), new EspritPeriods(), new NoisySine(), new VectorForecast(), new FilledGaps()};
    }

    static Check[] published() {
        return new Check[] {new Co2Reconstruction(), new Co2SingularValues()};
    }

    @ParameterizedTest
    @MethodSource("closedForms")
    void agreesWithItsClosedForm(Check check) throws DataException {
        CheckResult result = check.run(dataset -> {
            throw new DataException(dataset, "", "not needed");
        }, Progress.none());
        assertTrue(result.passed(), result::toString);
    }

    @ParameterizedTest
    @MethodSource("published")
    void agreesWithThePublishedValues(Check check) throws Exception {
        Optional<double[]> co2 = SharedSeries.column("series/co2.csv", 1);
        assumeTrue(co2.isPresent());
        Recording recording = Recording.of(
                Signal.of("co2", "ppm", Clock.regular(12, RateUnit.PER_YEAR), NumericArray.of(co2.get())));
        CheckResult result = check.run(dataset -> recording, Progress.none());
        assertTrue(result.passed(), result::toString);
    }
}
