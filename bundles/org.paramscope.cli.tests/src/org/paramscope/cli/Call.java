package org.paramscope.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One call of the command line, within the test's own machine.
 *
 * @param code  exit code
 * @param out   what was printed
 * @param error what was said on the error stream
 */
record Call(int code, String out, String error) {

    static Call of(Object... arguments) {
        return of(new StringWriter(), arguments);
    }

    private static Call of(StringWriter error, Object... arguments) {
        StringWriter out = new StringWriter();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        System.setProperty("paramscope.log", System.getProperty("java.io.tmpdir") + "/paramscope-test.log");
        int code = Paramscope.run(new Session(new PrintWriter(out), new PrintWriter(error), false), words);
        return new Call(code, out.toString(), error.toString());
    }

    /** The line on the error stream that is no progress. */
    String failure() {
        return error.lines().filter(l -> l.startsWith("paramscope: ")).reduce((a, b) -> a + "\n" + b).orElse("");
    }
}
