package org.paramscope.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.data.Clock;
import org.paramscope.data.Progress;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Recording;

/** Recorded files that may lie beside the checkout. */
class SharedFilesTest {

    private static Recording read(String file) throws Exception {
        Path path = SharedFiles.find(file);
        return new Csv().open(new Csv.Settings(path), Progress.none());
    }

    @Test
    void aWalkAtFiftyHertz() throws Exception {
        Recording r = read("accel-imuf/walking_shin_acc_gyr_50hz_240s.csv");
        assertEquals(12_000, r.signal().length());
        assertEquals(List.of("acc_x", "acc_y", "acc_z", "gyr_x", "gyr_y", "gyr_z"), r.signal().channels());
        assertEquals(Clock.regular(50, RateUnit.HERTZ), r.signal().clock());
        assertEquals(5.75771, r.signal("gyr_y").values().at(1));
    }

    @ParameterizedTest
    @CsvSource({"co2,468,12,1959", "sunspots_monthly,2820,12,1749", "UKgas,108,4,1960", "lynx,114,1,1821", "MotorVehicle,541,12,1967"})
    void seriesWithDecimalYears(String name, int length, double rate, double start) throws Exception {
        Recording r = read("series/" + name + ".csv");
        assertEquals(length, r.signal().length());
        assertEquals(new Clock.Regular(rate, RateUnit.PER_YEAR, start), r.signal().clock());
    }

    @Test
    void embeddedSeriesEqualTheFiles() throws Exception {
        assertEquals(read("series/sunspots_monthly.csv").signal().values(), new Sunspots().open(new Classic.Settings(), Progress.none()).signal().values());
        assertEquals(read("series/co2.csv").signal().values(), new Co2().open(new Classic.Settings(), Progress.none()).signal().values());
        assertEquals(read("series/AirPassengers.csv").signal().values(),
                new AirPassengers().open(new Classic.Settings(), Progress.none()).signal().values());
    }
}
