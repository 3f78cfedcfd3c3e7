package org.paramscope.estimators.variational.checks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.paramscope.data.DataException;
import org.paramscope.data.Progress;
import org.paramscope.data.checks.CheckResult;

class ChecksTest {

    @Test
    void agreesWithItsReference() {
        CheckResult result = new MeanFieldGap().run(dataset -> {
            throw new DataException(dataset, "", "no dataset is needed");
        }, Progress.none());
        assertTrue(result.passed(), result::toString);
    }
}
