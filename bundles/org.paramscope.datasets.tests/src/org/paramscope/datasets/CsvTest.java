package org.paramscope.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.data.CancelledException;
import org.paramscope.data.Clock;
import org.paramscope.data.DataException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Recording;
import org.paramscope.data.SettingException;
import org.paramscope.data.Signal;
import org.paramscope.data.settings.SettingsSchema;

class CsvTest {

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("walk.csv"), text);
    }

    private Recording read(String text, String... channels) throws Exception {
        return new Csv().open(new Csv.Settings(file(text), List.of(channels)), Progress.none());
    }

    private Recording read(String text, Map<String, String> settings) throws Exception {
        Map<String, String> all = new java.util.HashMap<>(settings);
        all.put("file", file(text).toString());
        return new Csv().open(SettingsSchema.of(Csv.Settings.class).parse(all), Progress.none());
    }

    private String refusal(String text, String... channels) {
        String message = assertThrows(DataException.class, () -> read(text, channels)).getMessage();
        assertEquals(1, message.lines().count(), message);
        String path = folder.resolve("walk.csv").toString();
        assertTrue(message.startsWith(path), message);
        return message.substring(path.length() + 2);
    }

    @Test
    void readsColumnsUnitsAndRate() throws Exception {
        Recording r = read("t_s,gyr_y [rad/s],hip_deg\n0,1.5,10\n0.02,-2,20\n0.04,3e-1,15\n");
        assertEquals("walk", r.name());
        assertEquals(List.of("gyr_y", "hip_deg"), r.signal().channels());
        assertEquals(NumericArray.of(new double[] {1.5, 10, -2, 20, 0.3, 15}, 3, 2), r.signal().values());
        assertEquals(Clock.regular(50, RateUnit.HERTZ), r.signal().clock());
        assertEquals("", r.signal().unit(), "two units are none");
        Recording one = read("t_s,gyr_y [rad/s],hip_deg\n0,1.5,10\n0.02,-2,20\n", "gyr_y");
        assertEquals("rad/s", one.signal().unit());
        assertEquals("gyr_y", one.signal().name());
        assertEquals("deg", read("t_s,gyr_y [rad/s],hip_deg\n0,1.5,10\n0.02,-2,20\n", "hip_deg").signal().unit());
        assertEquals(one.signal(), read("t_s,gyr_y [rad/s],hip_deg\n0,1.5,10\n0.02,-2,20\n", "gyr_y [rad/s]").signal());
    }

    @Test
    void theOriginIsTheHashOfTheFile() throws Exception {
        Recording r = read("x\n1\n2\n");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest("x\n1\n2\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(HexFormat.of().formatHex(digest), r.origin().sha256());
        assertEquals(Clock.regular(1, RateUnit.PER_SAMPLE), r.signal().clock());
    }

    @Test
    void takesTheUsualSpellingsOfAFile() throws Exception {
        NumericArray expected = NumericArray.of(new double[] {1, 2, 3, 4}, 2, 2);
        for (String text : List.of("a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "\uFEFFa,b\n1,2\n3,4\n", "a;b\n1;2\n3;4\n",
                "a\tb\n1\t2\n3\t4\n", "\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"4\"\n", "a, b\n 1 , 2\n 3, 4\n", "a,b\n\n1,2\n\n3,4\n\n\n", "a,b\r1,2\r3,4\r",
                "\n\na,b\n1,2\n3,4\n", "\uFEFF\"a\",b\n1,2\n3,4\n", "a,b\n+1,2.\n3.0,.4e1\n")) {
            Recording r = read(text);
            assertEquals(List.of("a", "b"), r.signal().channels(), text);
            assertEquals(expected, r.signal().values(), text);
        }
        assertEquals(List.of("hip, left"), read("\"hip, left\"\n1\n2\n").signal().channels());
        assertEquals(List.of("say \"a\""), read("\"say \"\"a\"\"\"\n1\n2\n").signal().channels());
        assertEquals(List.of("x"), read(",x\nrow one,1\nrow two,2\n").signal().channels(), "row names are left out");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "t|1949,1949.08333,1949.16667,1949.25|12|PER_YEAR|1949",
        "t|1960,1960.25,1960.5,1960.75|4|PER_YEAR|1960",
        "t|1700,1701,1702,1703|1|PER_YEAR|1700",
        "t|0,0.02,0.04,0.06|50|HERTZ|0",
        "t|0,0.033,0.067,0.1|30|HERTZ|0",
        "time_ms|0,4,8,12|250|HERTZ|0",
        "time [ms]|1000,1500,2000,2500|2|HERTZ|1",
        "time (min)|0,0.5,1,1.5|2|PER_MINUTE|0",
        "t_day|0,1,2,3|1|PER_DAY|0",
        "year|1,2,3,4|1|PER_YEAR|1",
        "seconds|0,0.002777,0.005555,0.008333|360|HERTZ|0",
    })
    void infersTheRate(String heading, String times, double rate, RateUnit unit, double start) throws Exception {
        StringBuilder text = new StringBuilder(heading).append(",x\n");
        for (String time : times.split(",")) {
            text.append(time).append(',').append(text.length()).append('\n');
        }
        Recording r = read(text.toString());
        assertEquals(new Clock.Regular(rate, unit, start), r.signal().clock());
        assertEquals(List.of("x"), r.signal().channels());
    }

    @Test
    void whatIsGivenOverridesTheTimeColumn() throws Exception {
        String text = "t,x\n0,1\n1,2\n2,4\n";
        assertEquals(Clock.regular(25, RateUnit.HERTZ), read(text, Map.of("rate", "25")).signal().clock());
        assertEquals(Clock.regular(7, RateUnit.PER_DAY), read(text, Map.of("rate", "7", "rateUnit", "1/day")).signal().clock());
        assertEquals(Clock.regular(1, RateUnit.PER_MONTH), read(text, Map.of("rateUnit", "month")).signal().clock());
        assertEquals("kPa", read(text, Map.of("unit", "kPa")).signal().unit());
        assertEquals(List.of("t", "x"), read(text, Map.of("channels", "t, x")).signal().channels());
        assertEquals(List.of("t"), read(text, Map.of("time", "x")).signal().channels());
        assertEquals(List.of(2), read(text, Map.of("seams", "2")).seams());
        SettingException refusal = assertThrows(SettingException.class, () -> read(text, Map.of("rateUnit", "furlong")));
        assertEquals("rateUnit", refusal.setting());
    }

    @Test
    void irregularTimesAreKeptAndGapsAreSeams() throws Exception {
        assertEquals(Clock.irregular(NumericArray.of(new double[] {0, 1, 3.5, 4}), RateUnit.HERTZ),
                read("t,x\n0,1\n1,2\n3.5,4\n4,1\n").signal().clock());
        StringBuilder text = new StringBuilder("t_s,x\n");
        for (int i = 0; i < 500; i++) {
            text.append((i + (i >= 300 ? 77 : 0)) / 50.0).append(',').append(i % 7).append('\n');
        }
        Recording r = read(text.toString());
        assertEquals(List.of(300), r.seams());
        assertEquals((300 + 77) / 50.0, r.signal().clock().time(300));
    }

    @Test
    void badFilesAreRefusedInOneLine() throws Exception {
        Path missing = folder.resolve("no.csv");
        assertEquals(missing + ": there is no such file",
                assertThrows(DataException.class, () -> new Csv().open(new Csv.Settings(missing), Progress.none())).getMessage());
        assertEquals(folder + ": is a folder: a text file is allowed",
                assertThrows(DataException.class, () -> new Csv().open(new Csv.Settings(folder), Progress.none())).getMessage());
        assertThrows(DataException.class, () -> new Csv().open(new Csv.Settings(), Progress.none()));
        assertEquals("is empty: a header and at least 2 rows are needed", refusal(""));
        assertEquals("is empty: a header and at least 2 rows are needed", refusal("\n \r\n"));
        assertEquals("byte 2: is binary (code 0): a text file in UTF-8 is allowed", refusal("a\0b"));
        assertEquals("has one line: a header and at least 2 rows are needed", refusal("a,b\n"));
        assertEquals("has one row below its header: at least 2 are needed", refusal("a,b\n1,2\n"));
        assertEquals("line 1: has no header ('1 2'): names of the columns are needed", refusal("1,2\n3,4\n5,6\n"));
        assertEquals("line 1: two columns are named 'a': distinct names are needed", refusal("a,a\n1,2\n3,4\n"));
        assertEquals("line 1: column 2 has no name", refusal("a,\n1,2\n3,4\n"));
        Files.write(folder.resolve("latin.csv"), "h\u00f6he\n1\n2\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(folder.resolve("latin.csv") + ": is not in UTF-8: text in UTF-8 is allowed", assertThrows(DataException.class,
                () -> new Csv().open(new Csv.Settings(folder.resolve("latin.csv")), Progress.none())).getMessage());
    }

    @Test
    void badCellsAreRefusedByLineAndColumn() {
        assertEquals("line 4: has 1 cells, the header has 2: as many cells as headings are needed", refusal("a,b\n1,2\n3,4\n5\n6,7\n"));
        assertEquals("line 3: has 3 cells, the header has 2: as many cells as headings are needed", refusal("a,b\n1,2\n3,4,5\n"));
        String allowed = ": a finite number with a decimal point is allowed, or nothing where the value is missing";
        assertEquals("line 3, column 'b': 'fast' is no number" + allowed, refusal("a,b\n1,2\n3,fast\n"));
        assertEquals("line 3, column 'b': 'Infinity' is no number" + allowed, refusal("a,b\n1,2\n3,Infinity\n"));
        assertEquals("line 3, column 'b': '1e999' is too large: a number from -1e100 to 1e100 is allowed", refusal("a,b\n1,2\n3,1e999\n"));
        assertEquals("line 2, column 'a': '0x1p3' is no number" + allowed, refusal("a,b\n0x1p3,2\n3,4\n"));
        assertEquals("line 3, column 't': the cell is empty: a finite number with a decimal point is allowed", refusal("t,b\n0,2\n,4\n"));
        assertEquals("column 'b': every value is missing: a channel that varies is needed", refusal("a,b\n1,\n3,\n"));
        assertEquals("line 2, column 'b': '2,5' has a decimal comma" + allowed, refusal("a;b\n1;2,5\n3;4,5\n"));
        assertEquals("line 3, column 't': time 0 follows on 0.0: increasing times are needed", refusal("t,b\n0,2\n0,4\n"));
        assertEquals("column 'b': every value is 2.0: a channel that varies is needed", refusal("a,b\n1,2\n3,2\n"));
        assertEquals("ends within quotation marks: they must be closed", refusal("a,b\n1,\"2\n3,4\n"));
    }

    @Test
    void emptyCellsAreMissingValues() throws Exception {
        Signal s = read("t,a,b\n0,1,2\n1,,3\n2,NaN,n/a\n3,4,null\n").signal();
        assertEquals(NumericArray.of(new double[] {1, 1, 0, 1, 0, 0, 1, 0}, 4, 2), s.mask().orElseThrow());
        assertEquals(NumericArray.of(new double[] {1, 2, Double.NaN, 3, Double.NaN, Double.NaN, 4, Double.NaN}, 4, 2), s.values());
        assertEquals(4, s.missing());
        assertTrue(read("a,b\n1,2\n3,4\n").signal().mask().isEmpty());
    }

    /** The time, the seams and the messages go by the rows of the file; what lies outside the range may hold anything. */
    @Test
    void aRangeOfRowsIsCutOut() throws Exception {
        String text = "t_s,x\n0,1\n0.02,?\n0.04,3\n\n0.06,4\n0.08,5\n0.1,none\n";
        Recording r = read(text, Map.of("first", "2", "rows", "3", "seams", "1,4"));
        assertEquals(NumericArray.of(new double[] {3, 4, 5}, 3, 1), r.signal().values());
        assertEquals(new Clock.Regular(50, RateUnit.HERTZ, 0.04), r.signal().clock());
        assertEquals(List.of(2), r.seams());
        assertEquals(2, read("x\n1\n2\n3\n", Map.of("first", "1")).signal().length());
        assertEquals(NumericArray.of(new double[] {1, 2}, 2, 1), read("x\n1\n2\n3\n", Map.of("rows", "2")).signal().values());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "first|2|0|setting 'first' is 2: the file has 3 rows: an integer from 0 to 1 is allowed",
        "rows|1|3|setting 'rows' is 3: the file has 2 rows from row 1 on: 0 (all) or an integer from 2 to 2 is allowed",
        "rows|0|1|setting 'rows' is 1: 0 (all) or an integer of at least 2 is allowed",
        "first|-1|0|setting 'first' is -1: an integer of at least 0 is allowed",
    })
    void aRangeOutsideTheFileIsRefused(String setting, String first, String rows, String message) {
        SettingException e = assertThrows(SettingException.class, () -> read("x\n1\n2\n3\n", Map.of("first", first, "rows", rows)));
        assertEquals(setting, e.setting());
        assertEquals(message, e.getMessage());
    }

    @Test
    void onlyTheColumnsThatAreUsedMustBeGood() throws Exception {
        String text = "a,label,c\n1,walk,7\n3,rest,7\n";
        assertEquals(NumericArray.of(new double[] {1, 3}, 2, 1), read(text, "a").signal().values());
        assertEquals("has no column 'b': a, label, c are allowed", refusal(text, "b"));
        assertEquals("channel 'a' is asked for twice", refusal(text, "a", "a"));
        assertEquals("line 1: names no column besides the time: at least one is needed", refusal("t\n1\n2\n"));
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeItIsRead() throws Exception {
        StringBuilder text = new StringBuilder("t,a,b\n");
        for (int i = 0; i < 200_000; i++) {
            text.append(i).append(",1,2\n");
        }
        Csv.Settings settings = new Csv.Settings(file(text.toString()));
        DataException refusal = assertThrows(DataException.class, () -> new Csv().open(settings, Progress.none(), needed -> 5 << 20));
        assertEquals(settings.file() + ": 200000 rows of 3 columns need 5 MB and 4 MB are available: choose fewer channels or give Java more"
                + " memory (-Xmx)", refusal.getMessage());
    }

    @Test
    void cancelStopsTheReading() throws Exception {
        Csv.Settings settings = new Csv.Settings(file("x\n1\n2\n"));
        Progress cancelled = new Progress() {
            @Override
            public void report(double fraction, String message) {
                assertTrue(fraction >= 0 && fraction <= 1);
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThrows(CancelledException.class, () -> new Csv().open(settings, cancelled));
    }

    @Test
    void longSeriesComeBackWhole() throws Exception {
        double[] values = new java.util.Random(4).doubles(50_000, -1e6, 1e6).toArray();
        StringBuilder text = new StringBuilder("x\n");
        Arrays.stream(values).forEach(v -> text.append(v).append('\n'));
        assertEquals(NumericArray.of(values, values.length, 1), read(text.toString()).signal().values());
    }

    @Test
    void settingsHaveDefaultsForAllButTheFile() {
        Csv.Settings parsed = SettingsSchema.of(Csv.Settings.class).parse(Map.of("file", "a.csv", "rate", "50"));
        assertEquals(OptionalDouble.of(50), parsed.rate());
        assertThrows(SettingException.class, () -> SettingsSchema.of(Csv.Settings.class).parse(Map.of()));
        assertThrows(SettingException.class, () -> SettingsSchema.of(Csv.Settings.class).parse(Map.of("file", "a.csv", "rate", "0")));
    }
}
