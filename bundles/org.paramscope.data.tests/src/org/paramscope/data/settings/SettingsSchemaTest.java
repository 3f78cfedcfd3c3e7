package org.paramscope.data.settings;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.SettingDescription.Kind;

class SettingsSchemaTest {

    enum Scheme { PAIRS, MOVING_BLOCKS }

    record Everything(
            @Setting(label = "Hidden units", min = 1, max = 4096, help = "per side") List<Integer> hidden,
            @Setting(label = "Bottleneck", min = 1, max = 256) int bottleneck,
            @Setting(label = "Rate", min = 0, unit = "1/s") double rate,
            @Setting(label = "Scheme") Scheme scheme,
            @Setting(label = "Tied") boolean tied,
            @Setting(label = "Title", optional = true) String title,
            @Setting(label = "File") Path file,
            @Setting(label = "Block", min = 1) OptionalInt block,
            @Setting(label = "Shrinkage", min = 0, max = 1) OptionalDouble shrinkage,
            @Setting(label = "Weights", optional = true) List<Double> weights,
            @Setting(label = "Channels", optional = true) List<String> channels,
            long randomSeed) {
        Everything() {
            this(List.of(16, 8), 3, 0.01, Scheme.MOVING_BLOCKS, false, "", Path.of(""), OptionalInt.empty(), OptionalDouble.empty(),
                    List.of(), List.of(), 1L << 40);
        }
    }

    record Nothing() {
    }

    record WithCheck(@Setting(label = "From") int from, @Setting(label = "To") int to) {
        WithCheck {
            if (to < from) {
                throw new SettingException("to", Integer.toString(to), "an integer of at least " + from + " is allowed");
            }
        }

        WithCheck() {
            this(0, 1);
        }
    }

    interface Contract<S extends Record> {
    }

    interface Narrower<T extends Record> extends Contract<T> {
    }

    abstract static class Base<A, B extends Record> implements Narrower<B> {
    }

    static final class Direct implements Contract<WithCheck> {
    }

    static final class Inherited extends Base<String, Everything> {
    }

    @SuppressWarnings("rawtypes")
    static final class Raw implements Contract {
    }

    private final SettingsSchema<Everything> schema = SettingsSchema.of(Everything.class);
    private final Map<String, String> file = Map.of("file", "walk.csv");

    @Test
    void describesEveryComponent() {
        assertEquals(List.of("hidden", "bottleneck", "rate", "scheme", "tied", "title", "file", "block", "shrinkage", "weights", "channels",
                "randomSeed"), schema.settings().stream().map(SettingDescription::name).toList());
        assertEquals(List.of(Kind.INTEGERS, Kind.INTEGER, Kind.REAL, Kind.CHOICE, Kind.BOOLEAN, Kind.TEXT, Kind.PATH, Kind.INTEGER, Kind.REAL,
                Kind.REALS, Kind.TEXTS, Kind.INTEGER), schema.settings().stream().map(SettingDescription::kind).toList());
        SettingDescription hidden = schema.settings().getFirst();
        assertEquals("Hidden units", hidden.label());
        assertEquals("16,8", hidden.defaultValue());
        assertEquals("per side", hidden.help());
        assertEquals(4096, hidden.max());
        assertEquals(List.of("pairs", "moving-blocks"), schema.settings().get(3).choices());
        assertEquals("Random seed", schema.settings().get(11).label());
        assertEquals("1099511627776", schema.settings().get(11).defaultValue());
        assertTrue(schema.settings().get(7).optional());
        assertFalse(schema.settings().get(6).optional());
        assertEquals(new Everything(), schema.defaults());
    }

    @Test
    void readsWhatItWrites() {
        Everything s = schema.parse(Map.ofEntries(Map.entry("hidden", "32, 16,8"), Map.entry("bottleneck", "5"), Map.entry("rate", "1e-3"),
                Map.entry("scheme", "PAIRS"), Map.entry("tied", "TRUE"), Map.entry("title", " How few, neurons? "), Map.entry("file", "a b.csv"),
                Map.entry("block", "57"), Map.entry("shrinkage", "0.5"), Map.entry("weights", "1,2.5"), Map.entry("channels", "x, y"),
                Map.entry("randomSeed", "-7")));
        assertEquals(new Everything(List.of(32, 16, 8), 5, 0.001, Scheme.PAIRS, true, "How few, neurons?", Path.of("a b.csv"),
                OptionalInt.of(57), OptionalDouble.of(0.5), List.of(1.0, 2.5), List.of("x", "y"), -7), s);
        assertEquals(s, schema.parse(schema.format(s)));
        Everything defaults = schema.parse(file);
        assertEquals(defaults, schema.parse(schema.format(defaults)));
        assertEquals("100", schema.format(schema.parse(Map.of("file", "f", "rate", "100.0"))).get("rate"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bottleneck|300|setting 'bottleneck' is 300: an integer from 1 to 256 is allowed",
        "bottleneck|0|setting 'bottleneck' is 0: an integer from 1 to 256 is allowed",
        "bottleneck|2.5|setting 'bottleneck' is 2.5: an integer from 1 to 256 is allowed",
        "bottleneck|''|setting 'bottleneck' is empty: an integer from 1 to 256 is allowed",
        "bottleneck|99999999999|setting 'bottleneck' is 99999999999: an integer from 1 to 256 is allowed",
        "rate|-1|setting 'rate' is -1: a number of at least 0 1/s is allowed",
        "rate|NaN|setting 'rate' is NaN: a number of at least 0 1/s is allowed",
        "rate|1d|setting 'rate' is 1d: a number of at least 0 1/s is allowed",
        "rate|1e999|setting 'rate' is 1e999: a number of at least 0 1/s is allowed",
        "hidden|16,0|setting 'hidden' is 16,0: a comma-separated list of integers from 1 to 4096 is allowed",
        "hidden|''|setting 'hidden' is empty: a comma-separated list of integers from 1 to 4096 is allowed",
        "scheme|circular|setting 'scheme' is circular: one of pairs, moving-blocks is allowed",
        "tied|yes|setting 'tied' is yes: true or false is allowed",
        "block|0|setting 'block' is 0: an integer of at least 1 or nothing is allowed",
        "channels|'x,,y'|setting 'channels' is x,,y: a comma-separated list of texts or nothing is allowed",
        "file|''|setting 'file' is empty: the path of a file is allowed",
    })
    void refusesWhatIsNotAllowed(String name, String value, String message) {
        SettingException refusal = assertThrows(SettingException.class,
                () -> schema.parse(name.equals("file") ? Map.of(name, value) : Map.of("file", "f", name, value)));
        assertEquals(message, refusal.getMessage());
    }

    /** A page, a form and JSON name the unit beside; a message has to name it itself. */
    @Test
    void whatIsAllowedIsAPhraseWithoutTheUnit() {
        SettingDescription rate = schema.settings().stream().filter(s -> s.name().equals("rate")).findFirst().orElseThrow();
        assertEquals("a number of at least 0", rate.allowed());
        assertTrue(schema.settings().stream().noneMatch(s -> s.allowed().endsWith(",")));
    }

    @Test
    void aSettingWithoutDefaultMustBeGiven() {
        SettingException refusal = assertThrows(SettingException.class, () -> schema.parse(Map.of()));
        assertEquals("file", refusal.setting());
    }

    @Test
    void unknownNamesSuggestTheNearest() {
        SettingException refusal = assertThrows(SettingException.class, () -> schema.parse(Map.of("file", "f", "botleneck", "3")));
        assertTrue(refusal.getMessage().startsWith(
                "setting 'botleneck' is 3: there is no such setting (did you mean 'bottleneck'?): hidden, bottleneck, rate,"), refusal.getMessage());
        SettingException far = assertThrows(SettingException.class, () -> schema.parse(Map.of("file", "f", "zzzzzz", "3")));
        assertFalse(far.getMessage().contains("did you mean"), far.getMessage());
        SettingException none = assertThrows(SettingException.class, () -> SettingsSchema.of(Nothing.class).parse(Map.of("a", "1")));
        assertEquals("setting 'a' is 1: there is no such setting: none is allowed", none.getMessage());
    }

    @Test
    void theRecordMayRefuse() {
        SettingException refusal = assertThrows(SettingException.class,
                () -> SettingsSchema.of(WithCheck.class).parse(Map.of("from", "5", "to", "2")));
        assertEquals("setting 'to' is 2: an integer of at least 5 is allowed", refusal.getMessage());
    }

    @Test
    void findsTheRecordOfAContribution() {
        assertEquals(new WithCheck(), SettingsSchema.ofContribution(Direct.class, Contract.class).defaults());
        assertEquals(new Everything(), SettingsSchema.ofContribution(Inherited.class, Contract.class).defaults());
        assertThrows(IllegalArgumentException.class, () -> SettingsSchema.ofContribution(Raw.class, Contract.class));
        assertThrows(IllegalArgumentException.class, () -> SettingsSchema.ofContribution(String.class, Contract.class));
    }

    record NoDefaults(int a) {
    }

    record StrangeType(Object a) {
        StrangeType() {
            this("");
        }
    }

    record WrongDefault(@Setting(label = "A", min = 1) int a) {
        WrongDefault() {
            this(0);
        }
    }

    @Test
    void authorsAreToldTheirMistakes() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> SettingsSchema.of(NoDefaults.class)).getMessage().contains("no-argument"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> SettingsSchema.of(StrangeType.class)).getMessage().contains("List<Integer>"));
        assertEquals("setting 'a' is 0: an integer of at least 1 is allowed",
                assertThrows(SettingException.class, () -> SettingsSchema.of(WrongDefault.class)).getMessage());
        assertDoesNotThrow(() -> SettingsSchema.of(Nothing.class));
    }

    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "'',abc,3", "flaw,lawn,2", "same,SAME,0"})
    void spellingDistances(String a, String b, int distance) {
        assertEquals(distance, Spelling.distance(a, b));
    }

    record Searched(@Setting(label = "Width", min = 1, max = 8, search = {"2", "4"}) int width) {
        Searched() {
            this(1);
        }
    }

    record SearchedAmiss(@Setting(label = "Width", min = 1, max = 8, search = "16") int width) {
        SearchedAmiss() {
            this(1);
        }
    }

    @Test
    void valuesOfASearchAreAllowedOnes() {
        assertEquals(List.of("2", "4"), SettingsSchema.of(Searched.class).settings().getFirst().search());
        assertEquals("16", assertThrows(SettingException.class, () -> SettingsSchema.of(SearchedAmiss.class)).value());
    }
}
