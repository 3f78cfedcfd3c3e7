package org.paramscope.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.paramscope.data.settings.SettingsSchema;
import org.paramscope.engine.ModelType;

/** Each model type that is registered with a page can be built by its name, and its page has what a reader looks for. */
class PagesTest {

    private static final List<String> HEADINGS = List.of("Model", "Fit", "Complexity", "Units and symmetries", "What it shows", "Sources");

    private static final Pattern MODEL_TYPE = Pattern.compile("<modelType\\s([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    @Test
    void pagesHaveAllHeadings() throws Exception {
        Path bundle = Path.of(System.getProperty("paramscope.models", "../org.paramscope.models"));
        Assumptions.assumeTrue(Files.exists(bundle.resolve("plugin.xml")), "run beside the sources");
        Matcher types = MODEL_TYPE.matcher(Files.readString(bundle.resolve("plugin.xml")));
        int documented = 0;
        while (types.find()) {
            Map<String, String> type = new HashMap<>();
            Matcher attributes = ATTRIBUTE.matcher(types.group(1));
            while (attributes.find()) {
                type.put(attributes.group(1), attributes.group(2));
            }
            if (type.containsKey("documentation")) {
                documented++;
                check(type, bundle.resolve(type.get("documentation")));
            }
        }
        assertTrue(documented > 0);
    }

    private static void check(Map<String, String> type, Path page) throws Exception {
        SettingsSchema.ofContribution(Class.forName(type.get("class")), ModelType.class);
        List<String> lines = Files.readAllLines(page);
        List<String> found = lines.stream().filter(line -> line.startsWith("## ")).map(line -> line.substring(3))
                .filter(heading -> !heading.equals("Forecast")).toList();
        assertEquals(HEADINGS, found, type.get("id"));
        String sources = String.join(" ", lines.subList(lines.indexOf("## Sources"), lines.size()));
        assertTrue(sources.matches(".*- .*\\b(19|20)\\d\\d\\b.*"), "sources of " + type.get("id"));
    }
}
