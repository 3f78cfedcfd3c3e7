package org.paramscope.models.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.data.settings.SettingsSchema;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.random.RandomStream;

/** A model type as a plugin's author writes it: the class below is all that there is to write. */
class ContributedAutoencoderTest {

    /** Dense tanh autoencoder; windows [n, length x channels]. */
    public static final class MyAutoencoder implements ModelType<MyAutoencoder.Settings> {

        public record Settings(
                @Setting(label = "Hidden units", min = 1, max = 4096, help = "per side") int hidden,
                @Setting(label = "Bottleneck", min = 1, max = 256) int bottleneck) {
            public Settings() { this(16, 3); }                       // the defaults
        }

        @Override
        public Model build(Settings s, SampleShape shape) {
            Graph g = new Graph(shape);
            Node h = g.dense("encoder", g.input(), s.hidden(), TANH);
            Node z = g.head("latent", g.dense("bottleneck", h, s.bottleneck(), IDENTITY));
            Node d = g.dense("decoder", z, s.hidden(), TANH);
            g.head("reconstruction", g.dense("output", d, shape.size(), IDENTITY));
            return g.model(SQUARED_ERROR);
        }
    }

    @Test
    void settingsFollowFromTheRecord() {
        SettingsSchema<?> schema = SettingsSchema.ofContribution(MyAutoencoder.class, ModelType.class);
        assertEquals(new MyAutoencoder.Settings(16, 3), schema.defaults());
        SettingDescription hidden = schema.settings().get(0);
        assertEquals("hidden", hidden.name());
        assertEquals("Hidden units", hidden.label());
        assertEquals(4096, hidden.max());
        assertEquals(new MyAutoencoder.Settings(8, 3), schema.parse(Map.of("hidden", "8")));
    }

    @Test
    void parametersAndUnitsFollowFromTheGraph() {
        Model mine = new MyAutoencoder().build(new MyAutoencoder.Settings(), SampleShape.window(20, 2));
        assertEquals(40 * 16 + 16 + 16 * 3 + 3 + 3 * 16 + 16 + 16 * 40 + 40, mine.parameters());
        assertEquals(List.of("encoder", "bottleneck", "decoder"), mine.units().stream().map(u -> u.name()).toList());
        Model builtIn = new Autoencoder().build(new Autoencoder.Settings(), SampleShape.window(20, 2));
        RandomStream one = RandomStream.of(2, 0, "start");
        RandomStream same = RandomStream.of(2, 0, "start");
        assertArrayEquals(builtIn.initial(one), mine.initial(same));
    }
}
