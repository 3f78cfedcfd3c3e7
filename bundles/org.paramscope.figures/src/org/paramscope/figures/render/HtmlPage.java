package org.paramscope.figures.render;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.paramscope.figures.Figure;

/**
 * A self-contained page: words, tables and figures, light or dark as the reader's system says or as the button in the
 * corner chooses. Nothing is loaded from elsewhere. Methods add to the end and return the page.
 */
public final class HtmlPage {

    /** So that 170 mm fill the column of words, and text has one size in all figures. */
    private static final double REM_PER_MILLIMETRE = 0.3;

    /** Columns of cells up to this many letters are not broken. */
    private static final int LONGEST_NAME = 32;

    private final String title;
    private final StringBuilder body = new StringBuilder();
    private int figures;
    private int tables;

    /** An empty page of this title. */
    public HtmlPage(String title) {
        this.title = title;
    }

    /** An introductory sentence or two, set larger. */
    public HtmlPage lead(String text) {
        body.append("<p class=\"lead\">").append(SvgWriter.escape(text)).append("</p>\n");
        return this;
    }

    /** The heading of a section. */
    public HtmlPage section(String text) {
        body.append("<h2>").append(SvgWriter.escape(text)).append("</h2>\n");
        return this;
    }

    /** A paragraph. */
    public HtmlPage paragraph(String text) {
        body.append("<p>").append(SvgWriter.escape(text)).append("</p>\n");
        return this;
    }

    /** A paragraph set off, for what a reader must not overlook, such as a control that was not beaten. */
    public HtmlPage remark(String text) {
        body.append("<p class=\"remark\">").append(SvgWriter.escape(text)).append("</p>\n");
        return this;
    }

    /** A list of sentences. */
    public HtmlPage list(List<String> entries) {
        body.append("<ul>\n");
        entries.forEach(e -> body.append("<li>").append(SvgWriter.escape(e)).append("</li>\n"));
        body.append("</ul>\n");
        return this;
    }

    /**
     * A table; columns of numbers are set to the right.
     *
     * @param caption above the table, numbered
     * @param headers one a column
     * @param rows    each as long as the headers
     */
    public HtmlPage table(String caption, List<String> headers, List<List<String>> rows) {
        for (List<String> row : rows) {
            if (row.size() != headers.size()) {
                throw new IllegalArgumentException("table " + caption + " has " + headers.size() + " headers and a row of " + row.size());
            }
        }
        tables++;
        body.append("<div class=\"table\"><table>").append("\n<caption><b>Table ").append(tables).append("</b> ")
                .append(SvgWriter.escape(caption)).append("</caption>\n<thead><tr>");
        for (int j = 0; j < headers.size(); j++) {
            body.append(numeric(rows, j) ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
                    .append(SvgWriter.escape(headers.get(j))).append("</th>");
        }
        body.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            body.append("<tr>");
            for (int j = 0; j < row.size(); j++) {
                body.append(numeric(rows, j) ? "<td class=\"number\">" : names(rows, j) ? "<td class=\"name\">" : "<td>").append(SvgWriter.escape(row.get(j))).append("</td>");
            }
            body.append("</tr>\n");
        }
        body.append("</tbody></table></div>\n");
        return this;
    }

    /** Whether a column holds names, which are not to be broken. */
    private static boolean names(List<List<String>> rows, int column) {
        return rows.stream().allMatch(r -> r.get(column).length() <= LONGEST_NAME);
    }

    private static boolean numeric(List<List<String>> rows, int column) {
        List<String> cells = rows.stream().map(r -> r.get(column)).filter(c -> !c.isBlank() && !c.equals("\u2013")).toList();
        return !cells.isEmpty() && cells.stream().allMatch(c -> c.matches("[\\d\\u2212+\\-.,].*"));
    }

    /**
     * A figure with a numbered caption, sized for a width and height in millimetres; on narrow screens it shrinks as far as its
     * words can be read, then scrolls.
     */
    public HtmlPage figure(Figure figure, double width, double height, String caption) {
        figures++;
        body.append(String.format(Locale.ROOT, "<figure style=\"--ps-width:%.1frem\">\n<div class=\"sheet\">", width * REM_PER_MILLIMETRE))
                .append(SvgWriter.inline(figure, width, height)).append("</div><figcaption><b>Figure ").append(figures)
                .append("</b> ").append(SvgWriter.escape(caption)).append("</figcaption>\n</figure>\n");
        return this;
    }

    /** Where the numbers come from: seed, versions, hash of the data, machine, durations. */
    public HtmlPage provenance(Map<String, String> facts) {
        body.append("<details open=\"open\" class=\"provenance\"><summary>Provenance</summary>\n<dl>\n");
        facts.forEach((name, value) -> body.append("<dt>").append(SvgWriter.escape(name)).append("</dt><dd>")
                .append(SvgWriter.escape(value)).append("</dd>\n"));
        body.append("</dl></details>\n");
        return this;
    }

    /** The page as one file. */
    public String html() {
        String name = SvgWriter.escape(title);
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>" + name + "</title>\n<style>\n"
                + SvgWriter.stylesheet() + STYLE + "</style>\n</head>\n<body>\n"
                + "<button type=\"button\" id=\"theme\" title=\"Light or dark\" aria-label=\"Light or dark\">\u25d0</button>\n<main>\n<h1>"
                + name + "</h1>\n" + body + "</main>\n<script>\n" + SCRIPT + "</script>\n</body>\n</html>\n";
    }

    private static final String STYLE = """
            *{box-sizing:border-box}
            html{background:var(--ps-background);color:var(--ps-foreground)}
            body{margin:0;font:16px/1.6 system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
            main{max-width:72rem;margin:0 auto;padding:3.5rem 1.5rem 5rem}
            h1{font-size:2rem;line-height:1.2;letter-spacing:-.015em;font-weight:650;margin:0 0 .6rem}
            h2{font-size:1.25rem;font-weight:620;letter-spacing:-.005em;margin:3rem 0 .6rem;padding-top:1.1rem;
              border-top:1px solid var(--ps-faint)}
            p{margin:.7rem 0;max-width:46rem}
            .lead{font-size:1.12rem;color:var(--ps-muted);line-height:1.5}
            .remark{border-left:3px solid var(--ps-warning);padding:.35rem 0 .35rem 1rem;max-width:46rem}
            figure{margin:2rem 0}
            .sheet{overflow-x:auto}
            .ps-figure{display:block;height:auto;width:min(100%,var(--ps-width));min-width:min(var(--ps-width),38rem)}
            .ps-figure [data-unit],.ps-figure [data-model]{cursor:default}
            figcaption,caption{font-size:.875rem;line-height:1.5;color:var(--ps-muted);text-align:left}
            figcaption{margin-top:.6rem;max-width:46rem}
            figcaption b,caption b{color:var(--ps-foreground);margin-right:.35em}
            caption{padding-bottom:.5rem}
            .table{overflow-x:auto;margin:1.8rem 0}
            table{border-collapse:collapse;font-size:.8125rem;line-height:1.45;width:100%;font-variant-numeric:tabular-nums}
            thead th{font-weight:600;text-align:left;vertical-align:bottom;border-bottom:1.5px solid var(--ps-muted)}
            th,td{padding:.38rem .6rem .38rem 0;vertical-align:top}
            th:last-child,td:last-child{padding-right:0}
            tbody td{border-bottom:1px solid var(--ps-faint)}
            .name,.number{white-space:nowrap}
            .number{text-align:right}
            th.number{white-space:normal}
            .provenance{margin-top:3.5rem;border-top:1px solid var(--ps-faint);padding-top:1rem;font-size:.8125rem}
            .provenance summary{cursor:pointer;font-weight:600}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:.8rem 0}
            dt{color:var(--ps-muted)}
            dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
            #theme{position:fixed;top:.9rem;right:.9rem;width:2.2rem;height:2.2rem;border-radius:50%;border:1px solid var(--ps-faint);
              background:var(--ps-background);color:var(--ps-foreground);font-size:1.05rem;line-height:1;cursor:pointer}
            #theme:hover,#theme:focus-visible{border-color:var(--ps-muted)}
            @media print{#theme{display:none}main{max-width:none;padding:0}figure,.table{break-inside:avoid}}
            """;

    private static final String SCRIPT = """
            document.getElementById('theme').addEventListener('click', function () {
              var root = document.documentElement;
              var dark = getComputedStyle(root).colorScheme.indexOf('dark') >= 0;
              root.setAttribute('data-theme', dark ? 'light' : 'dark');
            });
            """;
}
