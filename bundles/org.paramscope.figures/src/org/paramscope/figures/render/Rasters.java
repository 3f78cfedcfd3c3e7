package org.paramscope.figures.render;

import org.paramscope.data.NumericArray;
import org.paramscope.figures.ColourMap;
import org.paramscope.figures.Item;

/** Matrices and images as marks. */
final class Rasters {

    /** Small matrices are enlarged to about this many cells, so that viewers that smooth images show sharp cells. */
    private static final int SHARP = 480;

    private Rasters() {
    }

    static Mark of(Item.HeatMap map, Projection px, Projection py) {
        NumericArray values = map.values();
        int rows = values.size(0);
        int columns = values.size(1);
        int factor = Math.max(1, SHARP / Math.max(1, Math.max(rows, columns)));
        short[] levels = new short[rows * factor * columns * factor];
        for (int i = 0; i < rows * factor; i++) {
            for (int j = 0; j < columns * factor; j++) {
                levels[i * columns * factor + j] = level(values.at(i / factor * columns + j / factor), map.low(), map.high());
            }
        }
        return new Mark.Raster(bounds(rows, columns, px, py), columns * factor, rows * factor, levels, map.map());
    }

    private static short level(double value, double low, double high) {
        return Double.isNaN(value) ? -1 : (short) Math.round(255 * Math.clamp((value - low) / (high - low), 0.0, 1.0));
    }

    private static Rectangle bounds(int rows, int columns, Projection px, Projection py) {
        return new Rectangle(px.apply(0), py.apply(0), px.apply(columns) - px.apply(0), py.apply(rows) - py.apply(0));
    }

    static Mark of(Item.Picture picture, Projection px, Projection py) {
        NumericArray values = picture.values();
        int rows = values.size(0);
        int columns = values.size(1);
        int parts = values.rank() == 3 ? 3 : 1;
        int[] rgb = new int[rows * columns];
        for (int i = 0; i < rgb.length; i++) {
            int red = part(values.at(i * parts));
            rgb[i] = parts == 1 ? red * 0x10101
                    : red << 16 | part(values.at(3 * i + 1)) << 8 | part(values.at(3 * i + 2));
        }
        return new Mark.Photo(bounds(rows, columns, px, py), columns, rows, rgb);
    }

    private static int part(double value) {
        return Double.isNaN(value) ? 0 : (int) Math.round(255 * Math.clamp(value, 0.0, 1.0));
    }

    /** The bar that explains a map: highest colour at the top. */
    static Mark bar(Rectangle bounds, ColourMap map) {
        short[] levels = new short[256];
        for (int i = 0; i < 256; i++) {
            levels[i] = (short) (255 - i);
        }
        return new Mark.Raster(bounds, 1, 256, levels, map);
    }
}
