package org.paramscope.figures.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Specimens;
import org.paramscope.figures.Theme;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class WritersTest {

    static Stream<String> names() {
        return Specimens.all().keySet().stream();
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void svgIsWellFormedSizedInMillimetresAndKeepsTextAsText(String name) throws Exception {
        Figure figure = Specimens.all().get(name);
        Document svg = parse(SvgWriter.write(figure, Theme.LIGHT, 120, 90));
        assertEquals("120mm", svg.getDocumentElement().getAttribute("width"));
        assertEquals("90mm", svg.getDocumentElement().getAttribute("height"));
        List<Mark.Text> texts = Layout.ofMillimetres(figure, 120, 90).flattened().stream()
                .filter(Mark.Text.class::isInstance).map(Mark.Text.class::cast).toList();
        NodeList written = svg.getElementsByTagName("text");
        assertEquals(texts.size(), written.getLength());
        for (int i = 0; i < texts.size(); i++) {
            assertEquals(texts.get(i).text(), written.item(i).getTextContent());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void inlineSvgLeavesColoursToThePageAndFilesDoNot(String name) throws Exception {
        Figure figure = Specimens.all().get(name);
        String inline = SvgWriter.inline(figure, 120, 90);
        assertTrue(parse(inline).getElementsByTagName("style").getLength() == 0 && inline.contains("ps-fill-background"));
        assertFalse(inline.contains("fill=\"#") || inline.contains("stroke=\"#"));
        assertFalse(SvgWriter.write(figure, Theme.DARK, 120, 90).contains("ps-fill-"));
        for (String word : inline.split("[\" ]")) {
            if (word.matches("ps-(fill|stroke)-.*")) {
                assertTrue(SvgWriter.stylesheet().contains("." + word + "{"), word);
            }
        }
    }

    @Test
    void pointsCarryTooltipsAndWhatTheyStandFor() throws Exception {
        Document svg = parse(SvgWriter.write(Specimens.space(), Theme.LIGHT, 120, 90));
        assertEquals(30, svg.getElementsByTagName("title").getLength());
        assertTrue(SvgWriter.write(Specimens.space(), Theme.LIGHT, 120, 90).contains("data-layer=\"encoder\" data-unit=\"7\""));
    }

    @Test
    void reservedSignsAndControlCharactersDoNotBreakXml() throws Exception {
        Plot plot = Figure.points("a<b & \"c\"\u0000\u0007", Figure.index(2), Figure.index(2)).title("x > y \ud83d\ude00");
        assertTrue(parse(SvgWriter.write(plot, Theme.LIGHT, 90, 70)).getDocumentElement().getTextContent().contains("a<b & \"c\""));
    }

    @ParameterizedTest
    @MethodSource("names")
    void pngHasTheSizeAskedForAndTheSameBytesEachTime(String name) throws Exception {
        Figure figure = Specimens.all().get(name);
        byte[] png = PngWriter.write(figure, Theme.DARK, 127, 101.6, 100);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(500, image.getWidth());
        assertEquals(400, image.getHeight());
        assertEquals(Theme.DARK.background().rgb(), image.getRGB(499, 399) & 0xffffff);
        assertArrayEquals(png, PngWriter.write(figure, Theme.DARK, 127, 101.6, 100));
    }

    @Test
    void pngAndSvgPaintTheSamePrimitives() throws Exception {
        Plot plot = Figure.points("p", NumericArray.of(new double[] {1, 2, 3}), NumericArray.of(new double[] {2, 5, 1}));
        Drawing drawing = Layout.ofMillimetres(plot, 90, 70);
        Document svg = parse(SvgWriter.write(plot, Theme.LIGHT, 90, 70));
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(PngWriter.write(plot, Theme.LIGHT, 90, 70, 288)));
        List<Mark.Tagged> points = drawing.tagged();
        assertEquals(3, points.size());
        for (int i = 0; i < 3; i++) {
            NodeList circles = svg.getElementsByTagName("circle");
            assertEquals(points.get(i).x(), Double.parseDouble(circles.item(i).getAttributes().getNamedItem("cx").getNodeValue()), 0.006);
            assertEquals(points.get(i).y(), Double.parseDouble(circles.item(i).getAttributes().getNamedItem("cy").getNodeValue()), 0.006);
            int pixel = png.getRGB((int) (points.get(i).x() * 4), (int) (points.get(i).y() * 4)) & 0xffffff;
            assertEquals(Theme.LIGHT.colour(Ink.series(0)).rgb(), pixel);
        }
    }

    @Test
    void heatMapsShowLowAtTheLowAndHighAtTheHighColour() throws Exception {
        Plot plot = Figure.heatMap(NumericArray.of(new double[] {0, 1, 2, Double.NaN}, 2, 2), "m");
        Drawing.Area area = Layout.ofMillimetres(plot, 90, 70).areas().get(0);
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(PngWriter.write(plot, Theme.LIGHT, 90, 70, 72)));
        assertEquals(Theme.LIGHT.sequential().get(0).rgb(), pixel(png, area, 0.5, 0.5));
        assertEquals(Theme.LIGHT.sequential().get(9).rgb(), pixel(png, area, 0.5, 1.5));
        assertEquals(Theme.LIGHT.background().rgb(), pixel(png, area, 1.5, 1.5));
    }

    private static int pixel(BufferedImage image, Drawing.Area area, double x, double y) {
        return image.getRGB((int) area.x().apply(x), (int) area.y().apply(y)) & 0xffffff;
    }

    @Test
    void encodedPixelsComeBack() throws Exception {
        int[] rgb = new int[7 * 5];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (i * 7919 * 31) & 0xffffff;
        }
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(PngEncoder.trueColour(7, 5, rgb, 300)));
        for (int i = 0; i < rgb.length; i++) {
            assertEquals(rgb[i], image.getRGB(i % 7, i / 7) & 0xffffff);
        }
        BufferedImage indexed = ImageIO.read(new ByteArrayInputStream(PngEncoder.indexed(2, 1, new byte[] {0, 1}, new int[] {0, 0xabcdef})));
        assertEquals(0, indexed.getRGB(0, 0) >>> 24);
        assertEquals(0xffabcdef, indexed.getRGB(1, 0));
    }

    @Test
    void pngOfAbsurdSizeIsRefusedWithTheFigure() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> PngWriter.write(Specimens.front(), Theme.LIGHT, 1000, 1000, 2400));
        assertTrue(e.getMessage().contains("pixels"), e.getMessage());
    }

    @Test
    void howJavaReportsAMachineWithoutFontsIsUnderstood() {
        assertTrue(FontsMissingException.explains(new Error("Probable fatal error: No physical fonts found.")), "Java 25");
        assertTrue(FontsMissingException.explains(new RuntimeException("Fontconfig head is null, check your fonts or fonts configuration")), "Java 17");
        assertTrue(FontsMissingException.explains(new NoClassDefFoundError("Could not initialize class sun.font.SunFontManager")), "second call");
        assertFalse(FontsMissingException.explains(new IllegalArgumentException("width")));
        assertTrue(new FontsMissingException(new Error()).getMessage().contains("fonts-dejavu-core"));
    }

    @Test
    void columnsOfDifferentLengthEndInEmptyFields() {
        Plot plot = Figure.line("a, b", Figure.index(2), NumericArray.of(new double[] {0.5, Double.NaN})).band("band", Figure.index(1),
                Figure.index(1), Figure.index(1));
        assertEquals("\"a, b.x\",\"a, b.y\",band.x,band.low,band.high\r\n1.0,0.5,1.0,1.0,1.0\r\n2.0,nan,,,\r\n", CsvWriter.write(plot));
    }

    @Test
    void thePageIsWellFormedAndLoadsNothing() throws Exception {
        HtmlPage page = new HtmlPage("Report <1>").lead("Lead & more").section("Models").paragraph("Text.").remark("Careful.")
                .list(List.of("one", "two")).table("Errors", List.of("model", "error"), List.of(List.of("ssa", "0.12 [0.1, 0.2]")))
                .figure(Specimens.front(), 120, 80, "The front").provenance(Map.of("seed", "1"));
        String html = page.html();
        Document document = parse(html);
        assertEquals("Report <1>", document.getElementsByTagName("h1").item(0).getTextContent());
        assertEquals(1, document.getElementsByTagName("figure").getLength());
        assertTrue(html.contains("Figure 1") && html.contains("Table 1") && html.contains("prefers-color-scheme:dark"));
        assertTrue(html.contains("<td class=\"number\">0.12 [0.1, 0.2]</td>") && html.contains("<td class=\"name\">ssa</td>"));
        assertFalse(html.replace("http://www.w3.org/2000/svg", "").matches("(?s).*(https?:)?//[a-z].*"), "no address of anything outside");
        assertThrows(IllegalArgumentException.class, () -> page.table("t", List.of("a"), List.of(List.of("1", "2"))));
    }
}
