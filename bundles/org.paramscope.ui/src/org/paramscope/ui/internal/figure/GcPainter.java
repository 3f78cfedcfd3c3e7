package org.paramscope.ui.internal.figure;

import java.util.ArrayDeque;
import java.util.Deque;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Region;
import org.eclipse.swt.graphics.Transform;
import org.paramscope.figures.Colour;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Theme;
import org.paramscope.figures.render.Mark;
import org.paramscope.figures.render.Paint;
import org.paramscope.figures.render.Painter;
import org.paramscope.figures.render.Rectangle;

/** Paints the primitives of a laid-out figure on a graphics context. */
final class GcPainter implements Painter {

    private final GC gc;
    private final Theme theme;
    private final double scale;
    private final Font regular;
    private final Font bold;
    private final Deque<org.eclipse.swt.graphics.Rectangle> windows = new ArrayDeque<>();

    /**
     * @param scale pixels a point
     * @param regular a font of any size: its glyphs are scaled
     * @param bold the same in bold
     */
    GcPainter(GC gc, Theme theme, double scale, Font regular, Font bold) {
        this.gc = gc;
        this.theme = theme;
        this.scale = scale;
        this.regular = regular;
        this.bold = bold;
        gc.setAdvanced(true);
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.ON);
    }

    @Override
    public void path(Mark.Path mark) {
        Path path = new Path(gc.getDevice());
        try {
            for (int i = 0; i < mark.x().length; i++) {
                if (i == 0) {
                    path.moveTo(px(mark.x()[i]), px(mark.y()[i]));
                } else {
                    path.lineTo(px(mark.x()[i]), px(mark.y()[i]));
                }
            }
            if (mark.closed()) {
                path.close();
            }
            paint(path, mark.paint());
        } finally {
            path.dispose();
        }
    }

    @Override
    public void oval(Mark.Oval oval) {
        Path path = new Path(gc.getDevice());
        Transform turned = new Transform(gc.getDevice());
        try {
            turned.translate(px(oval.x()), px(oval.y()));
            turned.rotate((float) oval.degrees());
            gc.setTransform(turned);
            path.addArc(-px(oval.radiusX()), -px(oval.radiusY()), 2 * px(oval.radiusX()), 2 * px(oval.radiusY()), 0, 360);
            paint(path, oval.paint());
        } finally {
            gc.setTransform(null);
            turned.dispose();
            path.dispose();
        }
    }

    private void paint(Path path, Paint paint) {
        if (!paint.fill().equals(Ink.NONE)) {
            gc.setBackground(Colours.of(theme.colour(paint.fill())));
            gc.setAlpha((int) Math.round(255 * paint.fillOpacity()));
            gc.fillPath(path);
        }
        if (!paint.stroke().equals(Ink.NONE) && paint.width() > 0) {
            gc.setForeground(Colours.of(theme.colour(paint.stroke())));
            gc.setAlpha((int) Math.round(255 * paint.strokeOpacity()));
            gc.setLineAttributes(attributes(paint));
            gc.drawPath(path);
        }
        gc.setAlpha(255);
    }

    private org.eclipse.swt.graphics.LineAttributes attributes(Paint paint) {
        double[] dashes = paint.dashes();
        float[] lengths = new float[dashes.length];
        for (int i = 0; i < dashes.length; i++) {
            lengths[i] = px(dashes[i]);
        }
        return new org.eclipse.swt.graphics.LineAttributes(px(paint.width()), SWT.CAP_FLAT, SWT.JOIN_ROUND,
                lengths.length == 0 ? SWT.LINE_SOLID : SWT.LINE_CUSTOM, lengths.length == 0 ? null : lengths, 0, 10);
    }

    @Override
    public void text(Mark.Text text) {
        gc.setFont(text.bold() ? bold : regular);
        gc.setForeground(Colours.of(theme.colour(text.ink())));
        Point extent = gc.textExtent(text.text());
        double height = gc.getFontMetrics().getAscent() + gc.getFontMetrics().getDescent();
        // A font's ascent and descent together are about 1.164 of its size (DejaVu Sans).
        float factor = (float) (text.size() * scale * 1.164 / height);
        double shift = switch (text.anchor()) {
            case START -> 0;
            case MIDDLE -> extent.x / 2.0;
            case END -> extent.x;
        };
        Transform transform = new Transform(gc.getDevice());
        try {
            transform.translate(px(text.x()), px(text.y()));
            if (text.vertical()) {
                transform.rotate(-90);
            }
            transform.scale(factor, factor);
            transform.translate((float) -shift, -gc.getFontMetrics().getAscent());
            gc.setTransform(transform);
            gc.drawText(text.text(), 0, 0, true);
        } finally {
            gc.setTransform(null);
            transform.dispose();
        }
    }

    @Override
    public void raster(Mark.Raster raster) {
        ImageData data = new ImageData(raster.columns(), raster.rows(), 24, new PaletteData(0xff0000, 0xff00, 0xff));
        int ground = theme.background().rgb();
        int[] palette = new int[256];
        for (int level = 0; level < palette.length; level++) {
            palette[level] = theme.colour(raster.map(), level / 255.0).rgb();
        }
        for (int i = 0; i < raster.rows(); i++) {
            for (int j = 0; j < raster.columns(); j++) {
                int level = raster.levels()[i * raster.columns() + j];
                data.setPixel(j, i, level < 0 ? ground : palette[level]);
            }
        }
        image(data, raster.bounds(), false);
    }

    @Override
    public void photo(Mark.Photo photo) {
        ImageData data = new ImageData(photo.columns(), photo.rows(), 24, new PaletteData(0xff0000, 0xff00, 0xff));
        for (int i = 0; i < photo.rows(); i++) {
            for (int j = 0; j < photo.columns(); j++) {
                data.setPixel(j, i, Colour.of(photo.rgb()[i * photo.columns() + j]).rgb());
            }
        }
        image(data, photo.bounds(), true);
    }

    private void image(ImageData data, Rectangle bounds, boolean smooth) {
        Image image = new Image(gc.getDevice(), data);
        try {
            int x = Math.round(px(bounds.x()));
            int y = Math.round(px(bounds.y()));
            gc.setInterpolation(smooth ? SWT.HIGH : SWT.NONE);
            gc.drawImage(image, 0, 0, data.width, data.height, x, y, Math.max(1, Math.round(px(bounds.right())) - x),
                    Math.max(1, Math.round(px(bounds.bottom())) - y));
        } finally {
            image.dispose();
        }
    }

    @Override
    public void open(Rectangle clip) {
        windows.push(gc.getClipping());
        Region region = new Region(gc.getDevice());
        try {
            region.add(windows.peek());
            region.intersect(Math.round(px(clip.x())), Math.round(px(clip.y())), Math.round(px(clip.width())) + 1,
                    Math.round(px(clip.height())) + 1);
            gc.setClipping(region);
        } finally {
            region.dispose();
        }
    }

    @Override
    public void close() {
        gc.setClipping(windows.pop());
    }

    private float px(double points) {
        return (float) (points * scale);
    }
}
