package org.paramscope.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.paramscope.core.registry.Contribution;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.figures.render.HtmlPage;

/** What there is to know of a contribution, as text for a terminal and as a help page; both made from its settings. */
public final class ContributionPage {

    private ContributionPage() {
    }

    /** Name, description, origin and settings in lines of text. */
    public static String text(Contribution<?> contribution) {
        StringBuilder text = new StringBuilder();
        text.append(contribution.name()).append(" (").append(contribution.kind().words()).append(")\n");
        if (!contribution.description().isEmpty()) {
            text.append(contribution.description()).append('\n');
        }
        text.append("\nid       ").append(contribution.id()).append("\nshort    ").append(contribution.shortName())
                .append("\nplugin   ").append(origin(contribution)).append('\n');
        List<SettingDescription> settings = settings(contribution);
        if (settings.isEmpty()) {
            return text.append("\nNo settings.\n").append(documentation(contribution)).toString();
        }
        int width = settings.stream().mapToInt(s -> s.name().length()).max().orElse(0);
        text.append("\nSettings\n");
        for (SettingDescription s : settings) {
            text.append(String.format(Locale.ROOT, "  %-" + width + "s  %s; default %s%s%n", s.name(), allowed(s), value(s),
                    (s.help().isEmpty() ? "" : "; " + s.help()) + (s.search().isEmpty() ? "" : "; a search tries " + tried(s))));
        }
        return text.append("\nExample: ").append(example(contribution, settings)).append('\n').append(documentation(contribution)).toString();
    }

    /** The same as a self-contained page. */
    public static String html(Contribution<?> contribution) {
        HtmlPage page = new HtmlPage(contribution.name());
        page.lead(contribution.description().isEmpty() ? contribution.kind().words() : contribution.description());
        page.paragraph("Identifier " + contribution.id() + ", short name " + contribution.shortName() + ", from "
                + origin(contribution) + ".");
        List<SettingDescription> settings = settings(contribution);
        if (!settings.isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            settings.forEach(s -> rows.add(List.of(s.label(), s.name(), allowed(s), value(s), tried(s), s.help())));
            page.section("Settings").table("Settings of " + contribution.name(),
                    List.of("Label", "Name", "Allowed", "Default", "Tried by a search", "Meaning"), rows);
            page.paragraph("On the command line: " + example(contribution, settings));
        }
        MarkdownWords.add(contribution.documentation(), page);
        return page.html();
    }

    private static String documentation(Contribution<?> contribution) {
        return contribution.documentation().isEmpty() ? "" : "\n" + contribution.documentation().strip() + "\n";
    }

    private static List<SettingDescription> settings(Contribution<?> contribution) {
        return contribution.schema().<List<SettingDescription>>map(s -> s.settings()).orElse(List.of());
    }

    private static String origin(Contribution<?> contribution) {
        return contribution.plugin() + (contribution.version().isEmpty() ? "" : " " + contribution.version());
    }

    private static String tried(SettingDescription setting) {
        return String.join(" | ", setting.search());
    }

    private static String allowed(SettingDescription setting) {
        return setting.allowed() + (setting.unit().isEmpty() ? "" : ", in " + setting.unit());
    }

    private static String value(SettingDescription setting) {
        return setting.defaultValue().isEmpty() ? setting.optional() ? "empty" : "none, it must be given" : setting.defaultValue();
    }

    private static String example(Contribution<?> contribution, List<SettingDescription> settings) {
        SettingDescription first = settings.get(0);
        String value = first.defaultValue().isEmpty() ? "..." : first.defaultValue();
        return contribution.shortName() + "[" + first.name() + "=" + value + "]";
    }
}
