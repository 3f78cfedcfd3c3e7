package org.paramscope.figures.render;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.paramscope.figures.ColourMap;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Pick;
import org.paramscope.figures.Theme;

/**
 * Writes figures as self-contained SVG: text stays text, points carry tooltips, sizes are millimetres. Either in the
 * fixed colours of a theme, or, within a page, in colours that follow light and dark through custom properties
 * ({@code --ps-*}, see {@link #stylesheet()}).
 */
public final class SvgWriter implements Painter {

    private static final String FONTS = "'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif";

    private static final int LONG = 200;

    private final StringBuilder out = new StringBuilder();
    private final Optional<Theme> theme;

    private SvgWriter(Optional<Theme> theme) {
        this.theme = theme;
    }

    /** A file in the colours of a theme; width and height in millimetres. */
    public static String write(Figure figure, Theme theme, double width, double height) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + of(Layout.ofMillimetres(figure, width, height), Optional.of(theme));
    }

    /** An element for a page that holds the {@link #stylesheet()}; width and height in millimetres. */
    public static String inline(Figure figure, double width, double height) {
        return of(Layout.ofMillimetres(figure, width, height), Optional.empty());
    }

    private static String of(Drawing drawing, Optional<Theme> theme) {
        SvgWriter writer = new SvgWriter(theme);
        String width = number(drawing.width());
        String height = number(drawing.height());
        writer.out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ps-figure\" role=\"img\" aria-label=\"")
                .append(escape(drawing.title().isBlank() ? "figure" : drawing.title()))
                .append("\" width=\"").append(number(drawing.width() / Layout.points(1))).append("mm\" height=\"")
                .append(number(drawing.height() / Layout.points(1))).append("mm\" viewBox=\"0 0 ").append(width).append(' ')
                .append(height).append("\" font-family=\"").append(FONTS).append("\">\n");
        drawing.paint(writer);
        return writer.out.append("</svg>\n").toString();
    }

    /** Style rules that a page with inline figures needs once: the colours of light and dark, and how to choose. */
    public static String stylesheet() {
        StringBuilder css = new StringBuilder();
        css.append(":root{").append(properties(Theme.LIGHT)).append("}\n");
        css.append("@media (prefers-color-scheme:dark){:root:not([data-theme=light]){").append(properties(Theme.DARK)).append("}}\n");
        css.append(":root[data-theme=dark]{").append(properties(Theme.DARK)).append("}\n");
        for (Ink ink : inks()) {
            String name = ink.cssName();
            css.append(".ps-fill-").append(name).append("{fill:var(--ps-").append(name).append(")}");
            css.append(".ps-stroke-").append(name).append("{stroke:var(--ps-").append(name).append(")}\n");
        }
        return css.append(".ps-on-light{display:var(--ps-show-light)}.ps-on-dark{display:var(--ps-show-dark)}\n").toString();
    }

    private static String properties(Theme theme) {
        StringBuilder css = new StringBuilder("color-scheme:" + (theme.dark() ? "dark" : "light") + ";");
        for (Ink ink : inks()) {
            css.append("--ps-").append(ink.cssName()).append(':').append(theme.colour(ink).hex()).append(';');
        }
        return css.append("--ps-show-light:").append(theme.dark() ? "none" : "inline").append(";--ps-show-dark:")
                .append(theme.dark() ? "inline" : "none").append(';').toString();
    }

    private static List<Ink> inks() {
        List<Ink> inks = new ArrayList<>(List.of(Ink.FOREGROUND, Ink.MUTED, Ink.FAINT, Ink.BACKGROUND, Ink.HIGHLIGHT, Ink.WARNING));
        for (int k = 0; k < Ink.SERIES_COUNT; k++) {
            inks.add(Ink.series(k));
        }
        return inks;
    }

    @Override
    public void path(Mark.Path path) {
        if (path.x().length == 0) {
            return;
        }
        out.append("<path d=\"M");
        double step = path.x().length > LONG ? 10 : 100; // a tenth of a point is finer than any eye, and halves the file
        for (int i = 0; i < path.x().length; i++) {
            out.append(i == 0 ? "" : " ").append(number(Math.round(path.x()[i] * step) / step)).append(',')
                    .append(number(Math.round(path.y()[i] * step) / step));
        }
        out.append(path.closed() ? "Z\"" : "\"");
        paint(path.paint());
        out.append("/>\n");
    }

    @Override
    public void oval(Mark.Oval oval) {
        String centre = " cx=\"" + number(oval.x()) + "\" cy=\"" + number(oval.y()) + "\"";
        if (oval.radiusX() == oval.radiusY()) {
            out.append("<circle").append(centre).append(" r=\"").append(number(oval.radiusX())).append('"');
        } else {
            out.append("<ellipse").append(centre).append(" rx=\"").append(number(oval.radiusX())).append("\" ry=\"")
                    .append(number(oval.radiusY())).append('"');
            if (oval.degrees() != 0) {
                out.append(" transform=\"rotate(").append(number(oval.degrees())).append(' ').append(number(oval.x()))
                        .append(' ').append(number(oval.y())).append(")\"");
            }
        }
        paint(oval.paint());
        out.append("/>\n");
    }

    private void paint(Paint paint) {
        colours("fill", paint.fill(), "stroke", paint.stroke());
        if (paint.fill() != Ink.NONE && paint.fillOpacity() < 1) {
            out.append(" fill-opacity=\"").append(number(paint.fillOpacity())).append('"');
        }
        if (paint.stroke() == Ink.NONE) {
            return;
        }
        out.append(" stroke-width=\"").append(number(paint.width())).append("\" stroke-linejoin=\"round\"");
        if (paint.strokeOpacity() < 1) {
            out.append(" stroke-opacity=\"").append(number(paint.strokeOpacity())).append('"');
        }
        if (paint.dashes().length > 0) {
            out.append(" stroke-dasharray=\"").append(number(paint.dashes()[0])).append(' ').append(number(paint.dashes()[1])).append('"');
        }
    }

    /** Colours as attributes in a fixed theme, else as classes whose colours the page decides. */
    private void colours(Object... pairs) {
        StringBuilder classes = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            Ink ink = (Ink) pairs[i + 1];
            boolean fixed = theme.isPresent() || ink.role() == Ink.Role.SEQUENTIAL;
            if (ink == Ink.NONE) {
                out.append(pairs[i].equals("fill") ? " fill=\"none\"" : "");
            } else if (fixed) {
                out.append(' ').append(pairs[i]).append("=\"").append(theme.orElse(Theme.LIGHT).colour(ink).hex()).append('"');
            } else {
                classes.append(classes.isEmpty() ? "" : " ").append("ps-").append(pairs[i]).append('-').append(ink.cssName());
            }
        }
        if (!classes.isEmpty()) {
            out.append(" class=\"").append(classes).append('"');
        }
    }

    @Override
    public void text(Mark.Text text) {
        String x = number(text.x());
        String y = number(text.y());
        out.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" font-size=\"").append(number(text.size())).append('"');
        out.append(text.bold() ? " font-weight=\"bold\"" : "");
        if (text.anchor() != Mark.Anchor.START) {
            out.append(" text-anchor=\"").append(text.anchor().name().toLowerCase(Locale.ROOT)).append('"');
        }
        if (text.vertical()) {
            out.append(" transform=\"rotate(-90 ").append(x).append(' ').append(y).append(")\"");
        }
        colours("fill", text.ink());
        out.append('>').append(escape(text.text())).append("</text>\n");
    }

    @Override
    public void raster(Mark.Raster raster) {
        if (theme.isPresent() || raster.map() == ColourMap.SEQUENTIAL) {
            image(raster.bounds(), coloured(raster, theme.orElse(Theme.LIGHT)), "");
        } else {
            image(raster.bounds(), coloured(raster, Theme.LIGHT), " class=\"ps-on-light\"");
            image(raster.bounds(), coloured(raster, Theme.DARK), " class=\"ps-on-dark\"");
        }
    }

    /** The levels as a palette image; 255 colours, since one place is for what is empty. */
    private static byte[] coloured(Mark.Raster raster, Theme theme) {
        int[] palette = new int[256];
        for (int i = 1; i < 256; i++) {
            palette[i] = theme.colour(raster.map(), (i - 1) / 254.0).rgb();
        }
        byte[] indices = new byte[raster.levels().length];
        for (int i = 0; i < indices.length; i++) {
            int level = raster.levels()[i];
            indices[i] = (byte) (level < 0 ? 0 : 1 + Math.round(level * 254 / 255.0));
        }
        return PngEncoder.indexed(raster.columns(), raster.rows(), indices, palette);
    }

    @Override
    public void photo(Mark.Photo photo) {
        image(photo.bounds(), PngEncoder.trueColour(photo.columns(), photo.rows(), photo.rgb(), 0), "");
    }

    private void image(Rectangle bounds, byte[] png, String attributes) {
        out.append("<image").append(attributes).append(" x=\"").append(number(bounds.x())).append("\" y=\"").append(number(bounds.y()))
                .append("\" width=\"").append(number(bounds.width())).append("\" height=\"").append(number(bounds.height()))
                .append("\" preserveAspectRatio=\"none\" image-rendering=\"optimizeSpeed\" href=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png)).append("\"/>\n");
    }

    /** A nested element clips by itself and so needs no identifier that could clash in a page. */
    @Override
    public void open(Rectangle clip) {
        String box = number(clip.x()) + " " + number(clip.y()) + " " + number(clip.width()) + " " + number(clip.height());
        String[] part = box.split(" ");
        out.append("<svg x=\"").append(part[0]).append("\" y=\"").append(part[1]).append("\" width=\"").append(part[2])
                .append("\" height=\"").append(part[3]).append("\" viewBox=\"").append(box).append("\">\n");
    }

    @Override
    public void close() {
        out.append("</svg>\n");
    }

    @Override
    public void tag(Mark.Tagged tagged) {
        out.append("<g");
        tagged.pick().ifPresent(pick -> out.append(switch (pick) {
            case Pick.Unit u -> " data-layer=\"" + escape(u.layer()) + "\" data-unit=\"" + u.unit() + "\"";
            case Pick.Model m -> " data-model=\"" + escape(m.name()) + "\"";
        }));
        out.append('>');
        if (!tagged.tip().isBlank()) {
            out.append("<title>").append(escape(tagged.tip())).append("</title>");
        }
    }

    @Override
    public void untag(Mark.Tagged tagged) {
        out.append("</g>\n");
    }

    private static String number(double value) {
        long hundredths = Math.round(value * 100);
        if (hundredths % 100 == 0) {
            return Long.toString(hundredths / 100);
        }
        String text = (hundredths < 0 ? "-" : "") + Math.abs(hundredths) / 100 + "." + String.format(Locale.ROOT, "%02d", Math.abs(hundredths) % 100);
        return text.endsWith("0") ? text.substring(0, text.length() - 1) : text;
    }

    /** Text that XML may hold: reserved signs as entities, control characters left out. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> {
                    boolean allowed = c >= 0x20 && c != 0xfffe && c != 0xffff && (c < 0xd800 || c > 0xdfff) || c == '\n' || c == '\t';
                    if (allowed) {
                        safe.appendCodePoint(c);
                    }
                }
            }
        });
        return safe.toString();
    }
}
