package org.paramscope.models.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.SettingsSchema;
import org.paramscope.engine.Model;

class BaselinesTest {

    private static final SampleShape SHAPE = SampleShape.window(4, 2).withPast(3);

    /** One window of samples 3..6 with the samples 0..2 before it; sample t of channel c has the value 10 t + c. */
    private static Samples window() {
        NumericArray past = NumericArray.of(new double[] {0, 1, 10, 11, 20, 21}, 1, 6);
        NumericArray window = NumericArray.of(new double[] {30, 31, 40, 41, 50, 51, 60, 61}, 1, 8);
        return new Samples(SHAPE, Map.of(Samples.WINDOW, window, Samples.PAST, past), Map.of(Samples.TARGET, window),
                NumericArray.of(new double[] {1}), new int[] {3}, new int[] {0}, 4);
    }

    private static double[] earlier(int lag) {
        return IntStream.range(3, 7).boxed().flatMap(t -> List.of(10.0 * (t - lag), 10.0 * (t - lag) + 1).stream())
                .mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] predict(Model model) {
        return model.head("reconstruction", new double[0], window()).toArray();
    }

    @Test
    void persistenceAnswersWithTheSampleBefore() {
        Model model = new Persistence().build(new Persistence.Settings(), SHAPE);
        assertArrayEquals(earlier(1), predict(model));
        assertEquals(0, model.parameters());
        assertEquals(0, model.complexity());
    }

    @Test
    void seasonalNaiveAnswersWithTheSampleAPeriodBefore() {
        for (int period = 1; period <= 3; period++) {
            assertArrayEquals(earlier(period),
                    predict(new SeasonalNaive().build(new SeasonalNaive.Settings(period), SHAPE)));
        }
        assertArrayEquals(earlier(3), predict(new SeasonalNaive().build(new SeasonalNaive.Settings(), SHAPE)));
    }

    @Test
    void settingsHaveDefaults() {
        assertEquals(new Persistence.Settings(), SettingsSchema.of(Persistence.Settings.class).parse(Map.of()));
        assertEquals(new SeasonalNaive.Settings(0), SettingsSchema.of(SeasonalNaive.Settings.class).defaults());
        assertEquals(new SeasonalNaive.Settings(12),
                SettingsSchema.of(SeasonalNaive.Settings.class).parse(Map.of("period", "12")));
    }

    @Test
    void refusesAPeriodThatReachesBeforeThePast() {
        SettingException refused = assertThrows(SettingException.class,
                () -> new SeasonalNaive().build(new SeasonalNaive.Settings(4), SHAPE));
        assertTrue(refused.getMessage().contains("1 to 3"), refused.getMessage());
        assertThrows(SettingException.class,
                () -> new Persistence().build(new Persistence.Settings(), SHAPE.withPast(0)));
        assertTrue(new SeasonalNaive().requirements(new SeasonalNaive.Settings(4)).refusal(SHAPE).isPresent());
        assertTrue(new Persistence().requirements(new Persistence.Settings()).refusal(SHAPE).isEmpty());
    }
}
