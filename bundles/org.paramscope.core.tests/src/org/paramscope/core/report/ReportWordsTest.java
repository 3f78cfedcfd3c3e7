package org.paramscope.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.paramscope.core.run.Score;

class ReportWordsTest {

    @Test
    void ratesAreWrittenAsPeopleSayThem() {
        assertEquals(" at 50 Hz", ReportWords.rate("50 Hz"));
        assertEquals(", 12 a year", ReportWords.rate("12 1/year"));
        assertEquals(" at irregular times", ReportWords.rate("irregular"));
        assertEquals("", ReportWords.rate("1 1/sample"));
    }

    @Test
    void aScoreWithoutIntervalSaysWhy() {
        assertEquals("0.714 [0.650, 0.780]", ReportTable.interval(new Score(0.714, 0.65, 0.78)));
        assertEquals("0.714 (too few windows)", ReportTable.interval(new Score(0.714, Double.NaN, Double.NaN)));
        assertEquals("\u2013", ReportTable.interval(new Score(Double.NaN, Double.NaN, Double.NaN)));
    }
}
