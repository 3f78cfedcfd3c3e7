package org.paramscope.rcp;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line asks of the window.
 *
 * @param study a study to open
 * @param dark the theme to use, also as the system property paramscope.theme; empty keeps that of the last session
 */
record StartArguments(Optional<Path> study, Optional<Boolean> dark) {

    static StartArguments of(String... arguments) {
        Optional<Path> study = Optional.empty();
        Optional<Boolean> dark = Optional.ofNullable(System.getProperty("paramscope.theme")).map("dark"::equals);
        for (int i = 0; i < arguments.length; i++) {
            boolean last = i + 1 == arguments.length;
            if (arguments[i].equals("-study") && !last) {
                study = Optional.of(Path.of(arguments[++i]).toAbsolutePath());
            } else if (arguments[i].equals("-theme") && !last) {
                dark = Optional.of(arguments[++i].equals("dark"));
            } else if (arguments[i].endsWith(".paramscope")) {
                study = Optional.of(Path.of(arguments[i]).toAbsolutePath());
            }
        }
        return new StartArguments(study, dark);
    }
}
