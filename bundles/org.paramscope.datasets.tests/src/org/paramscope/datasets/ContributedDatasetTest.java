package org.paramscope.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.paramscope.data.RateUnit.HERTZ;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.paramscope.data.Clock;
import org.paramscope.data.DataException;
import org.paramscope.data.Dataset;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Recording;
import org.paramscope.data.SettingException;
import org.paramscope.data.Signal;
import org.paramscope.data.settings.Setting;
import org.paramscope.data.settings.SettingsSchema;

/** A dataset as a plugin's author writes it: the class below is all that there is to write. */
class ContributedDatasetTest {

    /** Pressure of a pump. */
    public static final class PressureDataset implements Dataset<PressureDataset.Settings> {

        public record Settings(@Setting(label = "Samples", min = 1, max = 100_000) int samples) {
            public Settings() { this(300); }
        }

        @Override
        public Recording open(Settings s, Progress progress) throws DataException {
            NumericArray values = NumericArray.of(pressure(s.samples()), s.samples(), 1);
            return Recording.of(Signal.of("pressure", "kPa", Clock.regular(100, HERTZ), values));   // [T, channels]
        }

        private static double[] pressure(int samples) {
            double[] values = new double[samples];
            for (int t = 0; t < samples; t++) {
                values[t] = 101.3 + Math.sin(0.1 * t);
            }
            return values;
        }
    }

    @Test
    void opensByItsDefaults() throws DataException {
        Recording recording = new PressureDataset().open(new PressureDataset.Settings(), Progress.none());
        Signal signal = recording.signal();
        assertEquals("pressure", signal.name());
        assertEquals("kPa", signal.unit());
        assertArrayEquals(new int[] {300, 1}, signal.values().shape());
        assertEquals(0.5, signal.clock().time(50), 1e-12);
        assertEquals(101.3 + Math.sin(5), signal.values().get(50, 0), 1e-12);
    }

    @Test
    void settingsFollowFromTheRecord() {
        SettingsSchema<?> schema = SettingsSchema.ofContribution(PressureDataset.class, Dataset.class);
        assertEquals(new PressureDataset.Settings(20), schema.parse(Map.of("samples", "20")));
        assertThrows(SettingException.class, () -> schema.parse(Map.of("samples", "0")));
    }
}
