package org.paramscope.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RemainingTimeTest {

    /** Work at a constant pace of 1 % a second has 100 - t seconds left, at every moment. */
    @Test
    void aConstantPaceIsContinued() {
        RemainingTime remaining = new RemainingTime();
        assertEquals("", remaining.text(0.0, 0), "nothing can be said at first");
        for (int second = 1; second < 90; second++) {
            String text = remaining.text(second / 100.0, second);
            if (second >= 3) {
                int left = 100 - second;
                assertEquals("about " + (left < 90 ? left + " s" : Math.round(left / 60.0) + " min") + " left", text);
            }
        }
        assertEquals("", remaining.text(1, 100));
    }

    /** After a slow first half the pace of the second counts. */
    @Test
    void theLaterHalfSetsThePace() {
        RemainingTime remaining = new RemainingTime();
        for (int second = 0; second <= 100; second++) {
            remaining.text(0.1 * second / 100, second);
        }
        String text = "";
        for (int second = 101; second <= 300; second++) {
            text = remaining.text(0.1 + 0.4 * (second - 100) / 200, second);
        }
        assertEquals("about 4 min left", text);
    }

    @Test
    void durationsAreRounded() {
        assertEquals("0.4 s", RemainingTime.duration(0.44));
        assertEquals("89 s", RemainingTime.duration(89.4));
        assertEquals("2 min", RemainingTime.duration(100));
        assertEquals("2.5 h", RemainingTime.duration(9000));
    }
}
