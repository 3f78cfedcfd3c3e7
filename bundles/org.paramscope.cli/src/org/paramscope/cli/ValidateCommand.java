package org.paramscope.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.paramscope.core.validation.ValidationChecks;
import org.paramscope.data.NumericArray;
import org.paramscope.data.checks.CheckResult;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code paramscope validate}: the outside checks, value by value. */
@Command(name = "validate", mixinStandardHelpOptions = true, versionProvider = Paramscope.Version.class,
        description = "Computes values that others published, or that follow in closed form, and compares them, value by value.",
        footer = {"", "Example: paramscope validate"})
final class ValidateCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--json", description = "print as JSON")
    private boolean json;

    ValidateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<CheckResult> results = ValidationChecks.run(session.registry(), session.progress());
        long failed = results.stream().filter(r -> !r.passed()).count();
        if (json) {
            JsonArray all = new JsonArray();
            results.forEach(r -> all.add(json(r)));
            session.print(all);
        } else {
            results.forEach(r -> session.print(text(r)));
            session.print(results.size() - failed + " of " + results.size() + " checks passed");
        }
        if (results.isEmpty()) {
            session.error().println("paramscope: no plugin contributes checks; nothing was validated");
        }
        return failed == 0 && !results.isEmpty() ? Paramscope.DONE : Paramscope.FAILED;
    }

    private static String text(CheckResult result) {
        StringBuilder text = new StringBuilder(result.passed() ? "pass  " : "FAIL  ").append(result.id());
        if (!result.problem().isEmpty()) {
            return text.append(": ").append(result.problem()).append('\n').toString();
        }
        text.append("\n      ").append(result.quantity()).append("; ").append(result.source()).append('\n');
        for (int i = 0; i < result.value().length(); i++) {
            text.append(String.format(Locale.ROOT, "      value %-18.12g reference %-18.12g tolerance %-8.2g%s deviation %.2g%n",
                    result.value().at(i), result.reference().at(i), result.tolerance().at(i),
                    result.relative() ? " (relative)" : " (absolute)", result.deviation(i)));
        }
        return text.toString();
    }

    private static JsonObject json(CheckResult result) {
        JsonObject one = new JsonObject();
        one.addProperty("id", result.id());
        one.addProperty("passed", result.passed());
        one.addProperty("quantity", result.quantity());
        one.addProperty("source", result.source());
        one.addProperty("relative", result.relative());
        one.addProperty("problem", result.problem());
        one.add("value", json(result.value()));
        one.add("reference", json(result.reference()));
        one.add("tolerance", json(result.tolerance()));
        return one;
    }

    private static JsonArray json(NumericArray array) {
        JsonArray all = new JsonArray();
        for (double value : array.toArray()) {
            if (Double.isFinite(value)) {
                all.add(value);
            } else {
                all.add(Double.toString(value));
            }
        }
        return all;
    }
}
