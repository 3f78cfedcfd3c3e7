package org.paramscope.figures.render;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.Deque;
import org.paramscope.figures.Colour;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Theme;

/** Paints figures on pixels, without a display. Needs fonts: {@link FontsMissingException} says which package brings them. */
public final class PngWriter implements Painter {

    private static final double POINTS_PER_INCH = 72;
    private static final double MOST_PIXELS = 2e8;
    /** Segments of a line that are painted at once. */
    private static final int PIECE = 64;

    private final Graphics2D graphics;
    private final Theme theme;
    private final Deque<Shape> clips = new ArrayDeque<>();

    private PngWriter(Graphics2D graphics, Theme theme) {
        this.graphics = graphics;
        this.theme = theme;
    }

    /**
     * A PNG file.
     *
     * @param figure      what to draw
     * @param theme       its colours
     * @param width       in millimetres
     * @param height      in millimetres
     * @param dotsPerInch pixels per inch, such as 300
     * @throws FontsMissingException if no font is installed
     */
    public static byte[] write(Figure figure, Theme theme, double width, double height, double dotsPerInch) {
        BufferedImage image = image(Layout.ofMillimetres(figure, width, height), theme, dotsPerInch);
        int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] &= 0xffffff;
        }
        return PngEncoder.trueColour(image.getWidth(), image.getHeight(), rgb, dotsPerInch);
    }

    /** A drawing as an image in memory; see {@link #write}. */
    public static BufferedImage image(Drawing drawing, Theme theme, double dotsPerInch) {
        double scale = dotsPerInch / POINTS_PER_INCH;
        double pixels = drawing.width() * scale * drawing.height() * scale;
        if (!(dotsPerInch > 0) || pixels > MOST_PIXELS) {
            throw new IllegalArgumentException(String.format(java.util.Locale.ROOT,
                    "a PNG at %.0f dots per inch would have %.0f pixels; more than 0 and at most %.0f are allowed", dotsPerInch,
                    pixels, MOST_PIXELS));
        }
        BufferedImage image = new BufferedImage(Math.max(1, (int) Math.round(drawing.width() * scale)),
                Math.max(1, (int) Math.round(drawing.height() * scale)), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(theme.background().rgb())); // the last row may be less than half covered by the sheet
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(scale, scale);
        paint(drawing, graphics, theme);
        graphics.dispose();
        return image;
    }

    /** Paints a drawing on any Java2D surface; one unit is a point. */
    public static void paint(Drawing drawing, Graphics2D graphics, Theme theme) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        drawing.paint(new PngWriter(graphics, theme));
    }

    @Override
    public void path(Mark.Path path) {
        int n = path.x().length;
        boolean pieces = !path.closed() && path.paint().fill() == Ink.NONE && path.paint().dashes().length == 0;
        int length = pieces ? PIECE : Math.max(1, n); // long zigzags take far longer to paint whole
        for (int from = 0; from < n; from += length) {
            Path2D shape = new Path2D.Double();
            shape.moveTo(path.x()[from], path.y()[from]);
            for (int i = from + 1; i <= Math.min(n - 1, from + length); i++) {
                shape.lineTo(path.x()[i], path.y()[i]);
            }
            if (path.closed()) {
                shape.closePath();
            }
            shape(shape, path.paint());
        }
    }

    @Override
    public void oval(Mark.Oval oval) {
        Shape shape = new Ellipse2D.Double(oval.x() - oval.radiusX(), oval.y() - oval.radiusY(), 2 * oval.radiusX(), 2 * oval.radiusY());
        if (oval.degrees() != 0) {
            shape = AffineTransform.getRotateInstance(Math.toRadians(oval.degrees()), oval.x(), oval.y()).createTransformedShape(shape);
        }
        shape(shape, oval.paint());
    }

    private void shape(Shape shape, Paint paint) {
        if (paint.fill() != Ink.NONE) {
            graphics.setColor(colour(paint.fill(), paint.fillOpacity()));
            graphics.fill(shape);
        }
        if (paint.stroke() != Ink.NONE) {
            graphics.setColor(colour(paint.stroke(), paint.strokeOpacity()));
            double[] dashes = paint.dashes();
            float[] pattern = dashes.length == 0 ? null : new float[] {(float) dashes[0], (float) dashes[1]};
            graphics.setStroke(new BasicStroke((float) paint.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0));
            graphics.draw(shape);
        }
    }

    private Color colour(Ink ink, double opacity) {
        Colour c = theme.colour(ink);
        return new Color(c.red(), c.green(), c.blue(), (int) Math.round(255 * opacity));
    }

    @Override
    public void text(Mark.Text text) {
        AffineTransform before = graphics.getTransform();
        try {
            graphics.setFont(new Font(Font.SANS_SERIF, text.bold() ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) text.size()));
            FontMetrics metrics = graphics.getFontMetrics();
            double length = metrics.getStringBounds(text.text(), graphics).getWidth();
            double reckoned = TextMetrics.width(text.text(), text.size(), text.bold());
            double squeeze = length > reckoned ? reckoned / length : 1; // a wider font must not leave its box
            double shift = switch (text.anchor()) {
                case START -> 0;
                case MIDDLE -> length / 2;
                case END -> length;
            };
            graphics.setColor(colour(text.ink(), 1));
            graphics.translate(text.x(), text.y());
            if (text.vertical()) {
                graphics.rotate(-Math.PI / 2);
            }
            graphics.scale(squeeze, 1);
            graphics.drawString(text.text(), (float) -shift, 0f);
        } catch (RuntimeException | Error e) {
            if (FontsMissingException.explains(e)) {
                throw new FontsMissingException(e);
            }
            throw e;
        } finally {
            graphics.setTransform(before);
        }
    }

    @Override
    public void raster(Mark.Raster raster) {
        BufferedImage image = new BufferedImage(raster.columns(), raster.rows(), BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < raster.levels().length; i++) {
            int level = raster.levels()[i];
            image.setRGB(i % raster.columns(), i / raster.columns(),
                    level < 0 ? 0 : 0xff000000 | theme.colour(raster.map(), level / 255.0).rgb());
        }
        image(image, raster.bounds());
    }

    @Override
    public void photo(Mark.Photo photo) {
        BufferedImage image = new BufferedImage(photo.columns(), photo.rows(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, photo.columns(), photo.rows(), photo.rgb(), 0, photo.columns());
        image(image, photo.bounds());
    }

    private void image(BufferedImage image, Rectangle b) {
        AffineTransform place = new AffineTransform(b.width() / image.getWidth(), 0, 0, b.height() / image.getHeight(), b.x(), b.y());
        graphics.setComposite(AlphaComposite.SrcOver);
        graphics.drawImage(image, place, null);
    }

    @Override
    public void open(Rectangle clip) {
        clips.push(graphics.getClip() == null ? new Rectangle2D.Double(-1e6, -1e6, 2e6, 2e6) : graphics.getClip());
        graphics.clip(new Rectangle2D.Double(clip.x(), clip.y(), clip.width(), clip.height()));
    }

    @Override
    public void close() {
        graphics.setClip(clips.pop());
    }
}
