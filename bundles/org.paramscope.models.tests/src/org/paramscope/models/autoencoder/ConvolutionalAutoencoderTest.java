package org.paramscope.models.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.RELU;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.Picture;
import org.paramscope.engine.UnitLayer;

class ConvolutionalAutoencoderTest {

    /** Kernels longer than the window, strides that leave a rest, one time step. */
    @ParameterizedTest
    @CsvSource({"20, 1, 5, 2, 3", "21, 2, 4, 3, 0", "7, 3, 9, 2, 2", "1, 1, 3, 2, 1", "57, 1, 5, 4, 3"})
    void anyLengthComesBack(int length, int channels, int kernel, int stride, int code) {
        SampleShape shape = SampleShape.window(length, channels);
        Model model = new ConvolutionalAutoencoder()
                .build(new ConvolutionalAutoencoder.Settings(List.of(4, 3), kernel, stride, code, TANH), shape);
        Samples samples = Trials.samples(shape, Trials.gaussian("windows", 9, shape.size()));
        assertEquals(shape.size(), model.predict(Trials.parameters(model), samples).size(1));
        int steps = Math.ceilDiv(Math.ceilDiv(length, stride), stride);
        assertEquals(code > 0 ? code : 3 * steps, model.head("latent", Trials.parameters(model), samples).size(1));
        Trials.assertGradient(model, samples);
    }

    @Test
    void recoversWhatItsOwnDecoderDrew() {
        Model model = new ConvolutionalAutoencoder()
                .build(new ConvolutionalAutoencoder.Settings(List.of(6), 5, 2, 2, TANH), SampleShape.window(16, 2));
        Trials.Drawn drawn = Trials.draw(model, 2, 200, 2, 0.1);
        double power = Trials.error(drawn.clean().target(), NumericArray.zeros(200, 32));
        double error = Trials.error(Trials.fit(model, drawn.noisy(), Budget.steps(800)));
        assertTrue(power > 0.1, () -> "power " + power);
        assertTrue(error < 1.1 * 0.01, () -> "error " + error + ", noise 0.01");
    }

    @Test
    void picturesShowCodesSweepsAndKernels() {
        SampleShape shape = SampleShape.window(12, 2);
        ConvolutionalAutoencoder.Settings settings = new ConvolutionalAutoencoder.Settings(List.of(3), 5, 2, 2, RELU);
        Model model = new ConvolutionalAutoencoder().build(settings, shape);
        Samples samples = Trials.samples(shape, Trials.gaussian("windows", 9, 24));
        double[] w = Trials.parameters(model);
        List<Picture> pictures = new ConvolutionalAutoencoder().pictures(settings, new FittedModel(model, w, samples, samples, 1));
        assertEquals(1 + 2 * 2 + 2, pictures.size());
        Picture.Curves kernels = (Picture.Curves) pictures.getLast();
        // weight [unit, tap x channel]: unit 2, tap 3, channel 1
        assertEquals(w[model.layout().entry("encoder1.weight").offset() + 2 * 10 + 3 * 2 + 1], kernels.curves().get("kernel 3").at(3));
        assertEquals(List.of("encoder1", "code", "decoder1"), model.units().stream().map(UnitLayer::name).toList());
    }

    /** The sweep decodes codes as the model itself does. */
    @Test
    void decodingTheCodeOfAWindowIsItsReconstruction() {
        SampleShape shape = SampleShape.window(6, 2);
        Samples samples = Trials.samples(shape, Trials.gaussian("windows", 9, 12));
        for (Model model : List.of(new ConvolutionalAutoencoder().build(new ConvolutionalAutoencoder.Settings(), shape),
                new NonlinearPca().build(new NonlinearPca.Settings(), shape), new SparseAutoencoder().build(new SparseAutoencoder.Settings(), shape),
                new DenoisingAutoencoder().build(new DenoisingAutoencoder.Settings(), shape))) {
            double[] w = Trials.parameters(model);
            NumericArray decoded = CodeSweep.decode(model, w, model.head("latent", w, samples));
            assertEquals(0, Trials.error(decoded, model.predict(w, samples)), 1e-24);
        }
    }

    @Test
    void deadAndSaturatedUnitsAreCounted() {
        SampleShape shape = SampleShape.window(6, 1);
        Autoencoder.Settings settings = new Autoencoder.Settings(List.of(4), 2, TANH);
        Model model = new Autoencoder().build(settings, shape);
        double[] w = Trials.parameters(model);
        int encoder = model.layout().entry("encoder.weight").offset();
        Arrays.fill(w, encoder, encoder + 6, 0);
        for (int i = 0; i < 6; i++) {
            w[encoder + 6 + i] = 1e4 * (i + 1);
        }
        Samples samples = Trials.samples(shape, Trials.gaussian("windows", 40, 6));
        List<Fact> facts = new Autoencoder().facts(settings, new FittedModel(model, w, samples, samples, 1));
        assertEquals(List.of(1.0, 1.0), facts.stream().map(fact -> fact.value()).toList());
        assertTrue(facts.getFirst().words().contains("of 8"), facts.toString());
    }
}
