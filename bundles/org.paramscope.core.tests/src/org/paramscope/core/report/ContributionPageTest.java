package org.paramscope.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.geometry.front.Front;

import java.util.List;

class ContributionPageTest {

    private static final Registry REGISTRY = Registry.platform();

    /** Whatever is installed: every setting is on both pages, with what is allowed and its default. */
    @Test
    void everySettingIsOnItsPages() {
        int settings = 0;
        for (Kind kind : Kind.values()) {
            for (Contribution<?> each : REGISTRY.all(kind)) {
                String text = ContributionPage.text(each);
                String html = ContributionPage.html(each);
                assertTrue(text.contains(each.id()) && html.contains(each.id()));
                for (SettingDescription s : each.schema().<List<SettingDescription>>map(schema -> schema.settings()).orElse(List.of())) {
                    assertTrue(text.contains(s.name()) && text.contains(s.allowed()) && text.contains(s.defaultValue()), each.id());
                    assertTrue(html.contains(s.name()) && html.contains(s.label()), each.id());
                    s.search().forEach(value -> assertTrue(text.contains(value) && html.contains(value), each.id()));
                    settings++;
                }
            }
        }
        assertTrue(settings > 10);
    }

    /** The model types that come with the product have pages with sources, and these stand in both forms. */
    @Test
    void documentationIsPartOfThePages() {
        List<Contribution<?>> documented = REGISTRY.all(Kind.MODEL_TYPE).stream().filter(c -> c.id().startsWith("org.paramscope.models."))
                .<Contribution<?>>map(c -> c).toList();
        assertTrue(documented.size() >= 25, () -> documented.size() + " model types");
        for (Contribution<?> each : documented) {
            assertTrue(ContributionPage.text(each).contains("## Sources"), each.id());
            assertTrue(ContributionPage.html(each).contains(">Sources<"), each.id());
            assertFalse(each.family().isEmpty(), each.id());
        }
    }

    @Test
    void viewersAreFoundByWhatTheyDraw() {
        Front empty = new Front(List.of(), List.of(), "error", "parameters");
        assertEquals(List.of("front"), Viewers.drawing(REGISTRY, empty).stream().map(Contribution::shortName).toList());
        assertTrue(Viewers.drawing(REGISTRY, "text").isEmpty());
        assertFalse(REGISTRY.all(Kind.VIEWER).stream().anyMatch(v -> Viewers.drawn(v).isEmpty()));
    }
}
