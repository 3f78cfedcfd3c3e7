package org.paramscope.models.recurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.settings.SettingsSchema;
import org.paramscope.engine.Budget;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Picture;
import org.paramscope.models.autoencoder.CodeSweep;
import org.paramscope.models.autoencoder.Trials;

class RecurrentAutoencoderTest {

    static Stream<RecurrentAutoencoder> types() {
        return Stream.of(new RnnAutoencoder(), new GruAutoencoder(), new LstmAutoencoder());
    }

    @ParameterizedTest
    @MethodSource("types")
    void gradientsAreThoseOfTheLoss(RecurrentAutoencoder type) {
        SampleShape shape = SampleShape.window(7, 2);
        Trials.assertGradient(type.build(new RecurrentAutoencoder.Settings(4, 2), shape), Trials.samples(shape, Trials.gaussian("windows", 20, 14)));
        assertEquals(new RecurrentAutoencoder.Settings(16, 3), SettingsSchema.ofContribution(type.getClass(), ModelType.class).defaults());
    }

    @ParameterizedTest
    @MethodSource("types")
    void recoversWhatItsOwnDecoderDrew(RecurrentAutoencoder type) {
        Model drawing = type.build(new RecurrentAutoencoder.Settings(4, 1), SampleShape.window(10, 2));
        Trials.Drawn drawn = Trials.draw(drawing, 1, 120, 2, 0.05);
        double power = Trials.error(drawn.noisy().target(), mean(drawn.noisy().target()));
        Model model = type.build(new RecurrentAutoencoder.Settings(8, 1), SampleShape.window(10, 2));
        double error = Trials.error(Trials.fit(model, drawn.noisy(), Budget.steps(1200)));
        assertTrue(power > 40 * 0.0025, () -> "power " + power);
        assertTrue(error < 1.6 * 0.0025, () -> "error " + error + ", noise 0.0025, power " + power);
    }

    private static NumericArray mean(NumericArray rows) {
        double[] means = new double[rows.length()];
        for (int i = 0; i < means.length; i++) {
            means[i] = rows.column(i % rows.size(1)).toNd4j().meanNumber().doubleValue();
        }
        return NumericArray.owned(means, rows.shape());
    }

    @ParameterizedTest
    @MethodSource("types")
    void picturesShowCodesSweepsAndStates(RecurrentAutoencoder type) {
        SampleShape shape = SampleShape.window(7, 2);
        RecurrentAutoencoder.Settings settings = new RecurrentAutoencoder.Settings(4, 2);
        Model model = type.build(settings, shape);
        Samples samples = Trials.samples(shape, Trials.gaussian("windows", 20, 14));
        double[] w = Trials.parameters(model);
        List<Picture> pictures = type.pictures(settings, new FittedModel(model, w, samples, samples, 1));
        assertEquals(1 + 2 * 2 + 1, pictures.size());
        assertEquals(7, ((Picture.Points) pictures.getLast()).points().size(0));
        NumericArray decoded = CodeSweep.decode(model, w, model.head("latent", w, samples));
        assertEquals(0, Trials.error(decoded, model.predict(w, samples)), 1e-24);
        assertFalse(model.predicting());
        assertEquals(List.of("encoder SIGNED_PERMUTATION", "code GENERAL_LINEAR", "decoder SIGNED_PERMUTATION"),
                model.units().stream().map(layer -> layer.name() + " " + layer.symmetry()).toList());
    }
}
