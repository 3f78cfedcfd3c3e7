package org.paramscope.estimators.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.data.settings.SettingsSchema;

/** Pages have what a reader looks for, and say what each setting means. */
class PagesTest {

    @ParameterizedTest
    @CsvSource({"flow, org.paramscope.estimators.flow.Flow, org.paramscope.engine.DensityEstimator",
        "variational-flow, org.paramscope.estimators.flow.VariationalFlow, org.paramscope.engine.Estimator"})
    void aPageExplainsEverySetting(String name, Class<?> implementation, Class<?> contract) throws Exception {
        Path bundle = Path.of(System.getProperty("paramscope.checkout", "../..")).resolve("bundles/org.paramscope.estimators.flow");
        Assumptions.assumeTrue(Files.exists(bundle.resolve("plugin.xml")), "run beside the sources");
        assertTrue(Files.readString(bundle.resolve("plugin.xml")).contains("documentation=\"help/" + name + ".md\""));
        List<String> lines = Files.readAllLines(bundle.resolve("help/" + name + ".md"));
        List<String> headings = lines.stream().filter(line -> line.startsWith("## ")).map(line -> line.substring(3)).toList();
        assertEquals(List.of("Definition", "Settings", "What it reports", "Traps", "Sources"), headings);
        String settings = String.join(" ", lines.subList(lines.indexOf("## Settings"), lines.indexOf("## What it reports")))
                .toLowerCase(Locale.ROOT);
        for (SettingDescription setting : SettingsSchema.ofContribution(implementation, contract).settings()) {
            assertTrue(settings.contains(setting.label().toLowerCase(Locale.ROOT)), name + " does not explain '" + setting.label() + "'");
        }
    }
}
