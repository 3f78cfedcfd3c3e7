package org.paramscope.models.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Picture;

class GaussianDensityTest {

    /** Four corners with weights: mean (0.2, 0), second moments by hand. */
    private static final double[][] CORNERS = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
    private static final double[] WEIGHTS = {4, 2, 1, 3};

    @Test
    void twoValuesByHand() {
        Samples samples = Windows.samples(SampleShape.window(2, 1), CORNERS, WEIGHTS);
        double noise = 0.5;
        double mx = 0.2;
        double my = 0;
        double xx = 1 - mx * mx + noise * noise;
        double yy = 1 - my * my + noise * noise;
        double xy = 0.4 - mx * my;
        double determinant = xx * yy - xy * xy;
        double x = 0.7 - mx;
        double y = -1.3 - my;
        double square = (yy * x * x - 2 * xy * x * y + xx * y * y) / determinant;
        NumericArray at = NumericArray.of(new double[] {0.7, -1.3}, 1, 2);
        assertEquals(-Math.log(2 * Math.PI) - Math.log(determinant) / 2 - square / 2,
                GaussianDensity.full(samples, noise).logDensity(at).at(0), 1e-12);
        assertEquals(-Math.log(2 * Math.PI) - Math.log(xx * yy) / 2 - (x * x / xx + y * y / yy) / 2,
                GaussianDensity.factorised(samples, noise).logDensity(at).at(0), 1e-12);
    }

    @Test
    void singularCovariancesAreRefused() {
        Samples line = Windows.samples(SampleShape.window(2, 1), new double[][] {{1, 1}, {2, 2}, {4, 4}});
        assertThrows(NumericalException.class, () -> GaussianDensity.full(line, 0));
        Samples flat = Windows.samples(SampleShape.window(2, 1), new double[][] {{1, 1}, {2, 1}, {4, 1}});
        assertThrows(NumericalException.class, () -> GaussianDensity.factorised(flat, 0));
        assertThrows(ShapeException.class, () -> GaussianDensity.full(flat, 1).logDensity(NumericArray.zeros(1, 3)));
    }

    @Test
    void channelsHavePicturesOfTheirOwn() {
        NumericArray window = NumericArray.of(new double[] {1, 10, 2, 20, 3, 30});
        List<Picture> pictures = WindowCurves.of("title", SampleShape.window(3, 2), Map.of("one", window));
        assertEquals(List.of("title, channel 1", "title, channel 2"), pictures.stream().map(Picture::title).toList());
        assertArrayEquals(new double[] {10, 20, 30}, ((Picture.Curves) pictures.get(1)).curves().get("one").toArray());
        assertEquals("title", WindowCurves.of("title", SampleShape.window(6, 1), Map.of("one", window)).getFirst().title());
        assertEquals(3, WindowCurves.of("title", SampleShape.window(1, 6), Map.of("one", window)).size());
    }
}
