package org.paramscope.core.report;

import java.util.ArrayList;
import java.util.List;

import org.paramscope.figures.render.HtmlPage;

/** Headings, paragraphs and lists of a contribution's Markdown; whatever else is there stands as it is written. */
final class MarkdownWords {

    private static final String ENTRY = "- ";

    private final HtmlPage page;
    private final List<String> entries = new ArrayList<>();
    private final List<String> paragraph = new ArrayList<>();

    private MarkdownWords(HtmlPage page) {
        this.page = page;
    }

    static void add(String markdown, HtmlPage page) {
        MarkdownWords words = new MarkdownWords(page);
        markdown.lines().map(String::strip).forEach(words::line);
        words.end();
    }

    private void line(String line) {
        if (line.startsWith("#")) {
            end();
            page.section(line.replaceFirst("^#+\\s*", ""));
        } else if (line.startsWith(ENTRY)) {
            endParagraph();
            entries.add(line.substring(ENTRY.length()));
        } else if (line.isEmpty()) {
            end();
        } else if (!entries.isEmpty()) {
            entries.add(entries.removeLast() + " " + line);
        } else {
            paragraph.add(line);
        }
    }

    private void end() {
        endParagraph();
        if (!entries.isEmpty()) {
            page.list(List.copyOf(entries));
            entries.clear();
        }
    }

    private void endParagraph() {
        if (!paragraph.isEmpty()) {
            page.paragraph(String.join(" ", paragraph));
            paragraph.clear();
        }
    }
}
