package org.paramscope.ui.internal.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.eclipse.equinox.app.IApplicationContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.cli.CommandLineApplication;
import org.paramscope.study.RunStatus;
import org.paramscope.study.StudyFiles;

/** One study, run by the button of its editor and by {@code paramscope run}: every array is the same to the bit. */
class WindowAndCommandLineTest {

    @Test
    void theSameStudyGivesTheSameArrays(@TempDir Path folder) throws Exception {
        Path inWindow = SmallStudy.ran().document().file();
        Path onCommandLine = folder.resolve("shared.paramscope");
        StudyFiles.save(SmallStudy.study(), onCommandLine);
        assertEquals(0, command("run", onCommandLine.toString(), "--threads", "1"));
        assertEquals(RunStatus.FINISHED, StudyFiles.load(onCommandLine).getRuns().get(0).getStatus());

        Map<String, Path> expected = arrays(inWindow);
        Map<String, Path> found = arrays(onCommandLine);
        assertFalse(expected.isEmpty());
        assertEquals(expected.keySet(), found.keySet());
        for (Map.Entry<String, Path> file : expected.entrySet()) {
            assertEquals(-1, Files.mismatch(file.getValue(), found.get(file.getKey())), file.getKey());
        }
    }

    /** What the start script does: the application of the command line, with a user's words. */
    private static Object command(String... words) {
        IApplicationContext context = (IApplicationContext) Proxy.newProxyInstance(IApplicationContext.class.getClassLoader(),
                new Class<?>[] {IApplicationContext.class}, (proxy, method, arguments) ->
                        method.getName().equals("getArguments") ? Map.of(IApplicationContext.APPLICATION_ARGS, words) : null);
        return new CommandLineApplication().start(context);
    }

    /** The arrays of a study's last run by their place within it. */
    private static Map<String, Path> arrays(Path study) throws Exception {
        var runs = StudyFiles.load(study).getRuns();
        String stem = study.getFileName().toString().replace(".paramscope", "");
        Path run = study.resolveSibling(stem + ".results").resolve(runs.get(runs.size() - 1).getIdentifier());
        try (Stream<Path> files = Files.walk(run)) {
            Map<String, Path> arrays = new TreeMap<>();
            files.filter(file -> file.toString().endsWith(".npz")).forEach(file -> arrays.put(run.relativize(file).toString(), file));
            return arrays;
        }
    }
}
