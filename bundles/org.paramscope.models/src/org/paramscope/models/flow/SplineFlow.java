package org.paramscope.models.flow;

import java.util.List;
import org.paramscope.data.SampleShape;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.graph.CouplingTransform;
import org.paramscope.engine.graph.SplineCoupling;

/**
 * Flow of windows [n, length x channels] by rational-quadratic splines (Durkan, Bekasov, Murray, Papamakarios 2019): an exact
 * density. Each layer first scales and shifts its half of the values by an affine coupling, which brings them into the reach of
 * the spline that follows; it takes the place of the authors' linear layers. Its reconstruction is the window itself.
 */
public final class SplineFlow extends FlowType<SplineFlow.Settings> {

    /**
     * @param layers that take turns at the two halves of the values
     * @param hidden widths of the hidden layers of each conditioner
     * @param bins K of each spline
     * @param reach B: splines reach from -B to B and are the identity beyond
     * @param scale bound c of a layer's log-scales
     * @param noise standard deviation of what is added to windows in training, in standardised units
     */
    public record Settings(
            @Setting(label = "Layers", min = 2, max = 64, search = {"2", "4"},
                    help = "coupling layers, which take turns at the two halves of the values") int layers,
            @Setting(label = "Hidden units", min = 1, max = 4096, optional = true, search = {"16", "32"},
                    help = "widths of the hidden layers in each coupling; empty: affine functions") List<Integer> hidden,
            @Setting(label = "Bins", min = 2, max = SplineCoupling.MOST_BINS, search = {"4", "8"}, help = "of each spline") int bins,
            @Setting(label = "Reach", min = 0.1, max = 100, help = "splines reach so far to either side of 0") double reach,
            @Setting(label = "Bound of the scale", min = 0.1, max = 10, help = "largest magnitude of a layer's log-scales") double scale,
            @Setting(label = "Noise", min = 0, max = 10,
                    help = "standard deviation of normal noise on the windows in training, in standardised units") double noise) {

        public Settings {
            hidden = List.copyOf(hidden);
        }

        public Settings() {
            this(2, List.of(32), 4, 4, 3, 0.1);
        }
    }

    @Override
    WindowFlow flow(Settings settings, SampleShape shape) {
        return new WindowFlow(shape, List.<CouplingTransform>of(new CouplingTransform.Scaling(settings.scale()),
                new CouplingTransform.Spline(settings.bins(), settings.reach())), settings.layers(), settings.hidden(), settings.noise());
    }
}
