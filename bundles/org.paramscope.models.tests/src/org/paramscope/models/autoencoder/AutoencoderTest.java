package org.paramscope.models.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.SettingsSchema;
import org.paramscope.engine.Model;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.random.RandomStream;

class AutoencoderTest {

    private static final SampleShape SHAPE = SampleShape.window(57, 1);

    private static Model build(List<Integer> hidden, int bottleneck, Activation activation) {
        return new Autoencoder().build(new Autoencoder.Settings(hidden, bottleneck, activation), SHAPE);
    }

    private static List<String> blocks(Model model) {
        return model.layout().entries().stream().map(entry -> entry.name()).filter(name -> name.endsWith(".weight"))
                .map(name -> name.replace(".weight", "")).toList();
    }

    @Test
    void oneHiddenLayerWithoutBottleneckIsItsCode() {
        Model model = build(List.of(64), 0, Activation.TANH);
        assertEquals(List.of("encoder", "output"), blocks(model));
        assertEquals(57 * 64 + 64 + 64 * 57 + 57, model.parameters());
        assertEquals(1, model.units().size());
        assertEquals(64, model.units().get(0).count());
        assertEquals(Symmetry.SIGNED_PERMUTATION, model.units().get(0).symmetry());
        assertEquals(58, model.units().get(0).incoming()[0].length);
    }

    @Test
    void hiddenLayersAreMirrored() {
        Model model = build(List.of(20, 10), 3, Activation.TANH);
        assertEquals(List.of("encoder", "encoder2", "bottleneck", "decoder", "decoder2", "output"), blocks(model));
        assertEquals(List.of(20, 10, 3, 10, 20, 57), model.layout().entries().stream()
                .filter(entry -> entry.name().endsWith(".weight")).map(entry -> entry.rows()).toList());
        assertEquals(List.of("encoder", "encoder2", "decoder", "output"), blocks(build(List.of(20, 10, 5), 0,
                Activation.RELU)).stream().filter(name -> !name.endsWith("3") && !name.equals("decoder2")).toList());
    }

    @Test
    void noHiddenLayerIsLinear() {
        Model model = build(List.of(), 2, Activation.TANH);
        assertEquals(List.of("bottleneck", "output"), blocks(model));
        assertEquals(Symmetry.GENERAL_LINEAR, model.units().get(0).symmetry());
        assertThrows(SettingException.class, () -> new Autoencoder.Settings(List.of(), 0, Activation.TANH));
    }

    @Test
    void theForwardPassIsItsFormula() {
        SampleShape shape = SampleShape.window(3, 1);
        Model model = new Autoencoder().build(new Autoencoder.Settings(List.of(2), 0, Activation.TANH), shape);
        double[] w = model.initial(RandomStream.of(1, 0, "start"));
        NumericArray x = NumericArray.of(new double[] {0.5, -1, 2}, 1, 3);
        int encoder = model.layout().entry("encoder.weight").offset();
        int encoderBias = model.layout().entry("encoder.bias").offset();
        int output = model.layout().entry("output.weight").offset();
        int outputBias = model.layout().entry("output.bias").offset();
        for (int i = 0; i < 2; i++) {
            w[encoderBias + i] = 0.1 * (i + 1);
        }
        double[] expected = new double[3];
        for (int j = 0; j < 3; j++) {
            w[outputBias + j] = -0.2 * j;
            expected[j] = w[outputBias + j];
            for (int i = 0; i < 2; i++) {
                double sum = w[encoderBias + i];
                for (int k = 0; k < 3; k++) {
                    sum += w[encoder + 3 * i + k] * x.at(k);
                }
                expected[j] += w[output + 2 * j + i] * Math.tanh(sum);
            }
        }
        assertArrayEquals(expected, model.head("reconstruction", w, Samples.table(x, x)).toArray(), 1e-12);
    }

    @Test
    void settingsAreReadFromText() {
        SettingsSchema<Autoencoder.Settings> schema = SettingsSchema.of(Autoencoder.Settings.class);
        Autoencoder.Settings settings = schema.parse(Map.of("hidden", "64", "bottleneck", "0"));
        assertEquals(new Autoencoder.Settings(List.of(64), 0, Activation.TANH), settings);
        assertEquals(List.of(32, 8), schema.parse(Map.of("hidden", "32, 8")).hidden());
        SettingException refused = assertThrows(SettingException.class, () -> schema.parse(Map.of("hidden", "0")));
        assertTrue(refused.getMessage().contains("hidden"), refused.getMessage());
        assertEquals(settings, schema.parse(schema.format(settings)));
    }
}
