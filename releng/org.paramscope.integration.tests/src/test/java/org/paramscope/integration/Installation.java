package org.paramscope.integration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The built product, with a user's folder of its own. */
final class Installation {

    private final Path home;

    Installation(Path home) {
        this.home = home;
    }

    /** Runs {@code paramscope} with arguments, as a user does in a folder. */
    Outcome paramscope(String... arguments) throws IOException, InterruptedException {
        return with(Map.of(), arguments);
    }

    /** The same with further variables of the environment. */
    Outcome with(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Checkout.PRODUCT.resolve("paramscope").toString());
        command.addAll(List.of(arguments));
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("PARAMSCOPE_HOME", home.toString());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        return Outcome.of(command, home, variables);
    }
}
