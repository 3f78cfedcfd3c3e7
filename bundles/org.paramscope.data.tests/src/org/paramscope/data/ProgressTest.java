package org.paramscope.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final List<Double> fractions = new ArrayList<>();
    private boolean cancelled;

    private final Progress progress = new Progress() {
        @Override
        public void report(double fraction, String message) {
            fractions.add(fraction);
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }
    };

    @Test
    void partsOfPartsAreScaled() {
        Progress part = progress.part(0.5, 1).part(0.2, 0.4);
        part.report(0, "");
        part.report(0.5, "");
        part.report(7, "");
        assertEquals(List.of(0.6, 0.65, 0.7), fractions.stream().map(f -> Math.round(f * 1e9) / 1e9).toList());
    }

    @Test
    void cancelReachesTheParts() {
        Progress part = progress.part(0, 0.5);
        part.check();
        cancelled = true;
        assertTrue(part.cancelled());
        assertThrows(CancelledException.class, part::check);
        assertFalse(Progress.none().cancelled());
    }

    @Test
    void exceptionsNameTheThing() {
        assertEquals("walk.csv: line 3: is no number", new DataException("walk.csv", "line 3", "is no number").getMessage());
        assertEquals("walk.csv: is empty", new DataException("walk.csv", "", "is empty").getMessage());
        assertEquals("setting 'bottleneck' is 300: an integer from 1 to 256 is allowed",
                new SettingException("bottleneck", "300", "an integer from 1 to 256 is allowed").getMessage());
        assertEquals("replica 3, step 17, block 'encoder': loss is NaN",
                new NumericalException(3, 17, "encoder", "loss is NaN").getMessage());
        assertEquals("plugin 'org.example': no such class", new PluginException("org.example", "no such class").getMessage());
    }

    @Test
    void memoryIsCountedInMegabytes() {
        assertEquals(1, Memory.megabytes(1));
        assertEquals(77, Memory.megabytes(80_000_000));
        long available = Memory.available(0);
        assertTrue(available > 0 && available <= Runtime.getRuntime().maxMemory());
    }
}
