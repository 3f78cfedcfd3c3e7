package org.paramscope.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.paramscope.figures.render.HtmlPage;

class MarkdownWordsTest {

    @Test
    void headingsParagraphsAndLists() {
        HtmlPage expected = new HtmlPage("t");
        expected.section("Model").paragraph("x = U U' x with 1 < r.").list(java.util.List.of("one goes on", "two")).paragraph("End").section("Sources");
        HtmlPage page = new HtmlPage("t");
        MarkdownWords.add("## Model\nx = U U' x\nwith 1 < r.\n- one\n  goes on\n- two\n\nEnd\n### Sources\n", page);
        assertEquals(expected.html(), page.html());
    }
}
