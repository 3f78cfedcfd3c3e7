package org.paramscope.geometry.checks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.DataException;
import org.paramscope.data.Progress;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;

class ChecksTest {

    static Check[] checks() {
        return new Check[] {new GaussianDistances(), new FisherRao(), new PlantedAlignment(), new IdentityNull()};
    }

    @ParameterizedTest
    @MethodSource("checks")
    void agreesWithItsReference(Check check) throws DataException {
        CheckResult result = check.run(dataset -> {
            throw new DataException(dataset, "", "no dataset is needed");
        }, Progress.none());
        assertTrue(result.passed(), result::toString);
    }
}
