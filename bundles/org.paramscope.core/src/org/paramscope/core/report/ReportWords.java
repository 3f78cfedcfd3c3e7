package org.paramscope.core.report;

import java.util.Locale;

import org.paramscope.core.run.RunResult;
import org.paramscope.core.run.SignalSummary;

/** What a report says of the data, and how it is called. */
final class ReportWords {

    private static final String FILE = "data.file";

    private ReportWords() {
    }

    /** The study's name; one that is only called after its kind of file takes the name of what was recorded. */
    static String title(RunResult result) {
        String study = result.provenance().study();
        String file = result.provenance().settings().getOrDefault(FILE, "");
        boolean kindOfFile = !file.isEmpty() && file.toLowerCase(Locale.ROOT).endsWith("." + study.toLowerCase(Locale.ROOT));
        return kindOfFile ? result.signal().recording() : study;
    }

    /** The data, their period and windows, in a sentence. */
    static String data(RunResult result) {
        SignalSummary s = result.signal();
        String period = s.period().map(p -> String.format(Locale.ROOT, "period %d samples (r = %.2f)", p.samples(), p.correlation()))
                .orElse("no dominant period");
        String missing = s.missing() == 0 ? "" : String.format(Locale.ROOT, ", %.0f %% of the values missing", Math.ceil(100 * s.missing()));
        return s.origin().title() + ", " + s.channel() + (s.unit().isEmpty() ? "" : " (" + s.unit() + ")") + ": " + s.length()
                + " samples" + rate(s.rate()) + missing + ", " + period + "; windows of " + s.windows().length()
                + (s.period().filter(p -> p.samples() > s.windows().length()).isPresent() ? " (less than a period)" : "") + ", stride "
                + s.windows().stride() + "; " + s.trainWindows() + " to train, " + s.validationWindows() + " to validate, "
                + s.testWindows() + " to test" + (s.origin().simulated() ? "; simulated" : "") + "."
                + s.spatial().map(ReportWords::spatial).orElse("");
    }

    private static String spatial(SignalSummary.Spatial s) {
        return String.format(Locale.ROOT, " Models see %d spatial components, which hold %.0f %% of the variance of the training stretch; "
                + "errors are those of all %d channels.", s.components(), 100 * s.share(), s.channels());
    }

    /** On which grounds the period and the window were proposed, in a sentence. */
    static String evidence(RunResult result) {
        return "Evidence of the period: " + result.signal().evidence().text() + ".";
    }

    /** A rate as people say it: "at 50 Hz", "12 a year", "at irregular times"; nothing where no unit of time is known. */
    static String rate(String rate) {
        if (rate.endsWith("/sample")) {
            return "";
        }
        return rate.equals("irregular") ? " at irregular times" : rate.contains(" 1/") ? ", " + rate.replace(" 1/", " a ") : " at " + rate;
    }
}
