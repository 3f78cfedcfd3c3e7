package org.paramscope.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {

    private final NumericArray table = NumericArray.of(new double[] {1, 10, 2, 20, 3, 30}, 3, 2);
    private final Signal signal = Signal.of("motion", "m", Clock.regular(50, RateUnit.HERTZ), table).withChannels(List.of("x", "y"));

    @Test
    void aSeriesIsOneChannelUnderItsOwnName() {
        Signal series = Signal.of("pressure", "kPa", Clock.regular(100, RateUnit.HERTZ), NumericArray.of(new double[] {1, 2, 3}));
        assertEquals(3, series.length());
        assertEquals(1, series.channelCount());
        assertEquals(List.of("pressure"), series.channels());
    }

    @Test
    void findsSignalsAndChannelsByName() {
        Recording recording = Recording.of(signal, Signal.of("sound", "Pa", Clock.regular(100, RateUnit.HERTZ), NumericArray.zeros(4)));
        assertEquals(signal, recording.signal());
        assertEquals(signal, recording.signal("motion"));
        assertEquals(NumericArray.of(new double[] {10, 20, 30}, 3, 1), recording.signal("y").values());
        assertEquals("y", recording.signal("y").name());
        SettingException refusal = assertThrows(SettingException.class, () -> recording.signal("z"));
        assertEquals("setting 'channel' is z: one of x, y, sound is allowed", refusal.getMessage());
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThrows(ShapeException.class, () -> signal.withChannels(List.of("x")));
        assertThrows(SettingException.class, () -> signal.withChannels(List.of("x", "x")));
        assertThrows(ShapeException.class, () -> Signal.of("a", "", Clock.regular(1, RateUnit.HERTZ), NumericArray.zeros(2, 2, 2)));
        Clock two = Clock.irregular(NumericArray.of(new double[] {0, 1}), RateUnit.HERTZ);
        assertThrows(ShapeException.class, () -> Signal.of("a", "", two, NumericArray.zeros(3)));
        assertThrows(ShapeException.class, () -> new Signal("a", "", Clock.regular(1, RateUnit.HERTZ), table, List.of("x", "y"),
                SignalLayout.CHANNELS, Optional.of(NumericArray.zeros(3, 1))));
        assertThrows(ShapeException.class, Recording::of);
        for (List<Integer> seams : List.of(List.of(0), List.of(3), List.of(2, 1), List.of(1, 1))) {
            assertThrows(SettingException.class, () -> Recording.of(signal).withSeams(seams));
        }
        assertEquals(List.of(1, 2), Recording.of(signal).withSeams(List.of(1, 2)).seams());
    }

    @Test
    void hashesItsValues() {
        Recording recording = Recording.of(signal);
        assertEquals(table.sha256(), recording.origin().sha256());
        assertNotEquals(Recording.of(signal, signal).origin().sha256(), recording.origin().sha256());
        Recording described = recording.withOrigin("title", "source", "CC0-1.0", true);
        assertEquals(table.sha256(), described.origin().sha256());
        assertFalse(recording.origin().simulated());
        assertEquals(List.of(new Event(1, 0, "start")), described.withEvents(List.of(new Event(1, 0, "start"))).events());
        assertEquals("walk", described.withName("walk").name());
    }

    @Test
    void masksFollowTheirChannel() {
        NumericArray mask = NumericArray.of(new double[] {1, 0, 1, 1, 0, 1}, 3, 2);
        Signal masked = new Signal("m", "", signal.clock(), table, List.of("x", "y"), SignalLayout.CHANNELS, Optional.of(mask));
        assertEquals(NumericArray.of(new double[] {0, 1, 1}, 3, 1), masked.channel("y").mask().orElseThrow());
    }

    @Test
    void clocksTellTheTime() {
        assertEquals(1749 + 13 / 12.0, new Clock.Regular(12, RateUnit.PER_YEAR, 1749).time(13));
        assertEquals(0.02, Clock.regular(50, RateUnit.HERTZ).time(1));
        assertEquals(2.5, Clock.irregular(NumericArray.of(new double[] {1, 2.5, 4}), RateUnit.HERTZ).time(1));
        assertThrows(SettingException.class, () -> Clock.irregular(NumericArray.of(new double[] {1, 1}), RateUnit.HERTZ));
        assertThrows(SettingException.class, () -> Clock.irregular(NumericArray.of(new double[] {1, Double.NaN}), RateUnit.HERTZ));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void ratesArePositive(double rate) {
        assertThrows(SettingException.class, () -> Clock.regular(rate, RateUnit.HERTZ));
    }

    @ParameterizedTest
    @EnumSource(RateUnit.class)
    void rateUnitsAreReadFromEachOfTheirNames(RateUnit unit) {
        assertEquals(unit, RateUnit.parse(unit.symbol()));
        assertEquals(unit, RateUnit.parse(" " + unit.time() + " "));
        assertEquals(unit, RateUnit.parse(unit.name()));
        assertEquals(unit, RateUnit.parse(unit.name().toLowerCase().replace('_', '-')));
        assertThrows(SettingException.class, () -> RateUnit.parse("furlong"));
    }

    @Test
    void severalChannelsAreChosenAtOnce() {
        Signal left = Signal.of("left", "deg", Clock.regular(1, RateUnit.HERTZ), table).withChannels(List.of("hip", "knee"));
        Signal right = Signal.of("right", "deg", Clock.regular(1, RateUnit.HERTZ), table).withChannels(List.of("foot", "all, of it"));
        Recording one = Recording.of(left);
        assertEquals(left, one.choose("*"));
        assertEquals(left, one.choose("All"));
        assertEquals(List.of("knee", "hip"), one.choose(" knee , hip").channels());
        assertEquals(NumericArray.of(new double[] {10, 1, 20, 2, 30, 3}, 3, 2), one.choose("knee,hip").values());
        Recording both = Recording.of(left, right);
        assertEquals(right, both.choose("right"));
        assertEquals(List.of("all, of it"), both.choose("all, of it").channels(), "a name may hold a comma");
        assertThrows(SettingException.class, () -> both.choose("all"), "of which signal?");
        assertThrows(SettingException.class, () -> both.choose("hip,foot"), "of two signals");
        assertThrows(SettingException.class, () -> one.choose("hip,hip"));
        assertTrue(assertThrows(SettingException.class, () -> one.choose("hip,toe")).getMessage().contains("hip, knee"));
    }

    @Test
    void aFilmKnowsItsSize() {
        Signal film = Signal.film("film", "", Clock.regular(10, RateUnit.HERTZ), NumericArray.zeros(5, 2, 3));
        assertEquals(List.of(2, 3), film.extent());
        assertEquals("y1x2", film.channels().get(5));
        assertEquals(SignalLayout.CHANNELS, film.select(List.of("y0x0", "y1x1")).layout(), "some pixels are no picture");
        assertThrows(ShapeException.class, () -> Signal.film("film", "", Clock.regular(10, RateUnit.HERTZ), NumericArray.zeros(5, 2)));
        assertThrows(ShapeException.class, () -> new Signal("s", "", film.clock(), film.values(), film.channels(), SignalLayout.IMAGE, List.of(2, 2),
                Optional.empty()));
    }
}
