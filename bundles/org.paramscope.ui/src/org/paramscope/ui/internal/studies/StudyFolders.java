package org.paramscope.ui.internal.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;
import org.paramscope.study.StudyFiles;
import org.paramscope.ui.internal.Failures;

/** The folders and files that the studies view shows: the workspace's own folder and those that were opened. */
public final class StudyFolders {

    private static final String NODE = "org.paramscope.ui";
    private static final String OPENED = "openedStudies";
    private static final List<Runnable> LISTENERS = new ArrayList<>();

    private StudyFolders() {
    }

    /** The workspace's own folder of studies; made when it is missing. */
    public static Path own() throws IOException {
        try {
            Path folder = Path.of(Platform.getInstanceLocation().getURL().getPath()).resolve("studies");
            return Files.createDirectories(folder);
        } catch (IllegalStateException e) {
            throw new IOException("there is no workspace: start with -data FOLDER", e);
        }
    }

    /** The workspace's folder first, then what was opened, in that order; what no longer exists is left out. */
    public static List<Path> roots() throws IOException {
        Set<Path> roots = new LinkedHashSet<>();
        roots.add(own());
        Stream.of(preferences().get(OPENED, "").split("\n")).filter(line -> !line.isBlank()).map(Path::of)
                .filter(Files::exists).forEach(roots::add);
        return List.copyOf(roots);
    }

    /** Shows a folder or a study from now on; one inside a folder that is shown needs no place of its own. */
    public static void add(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        List<Path> roots = roots();
        if (roots.stream().noneMatch(root -> absolute.equals(root) || absolute.getParent().equals(root))) {
            List<Path> more = new ArrayList<>(roots.subList(1, roots.size()));
            more.add(absolute);
            store(more);
        }
        changed();
    }

    /** No longer shows a folder or a study; nothing is deleted. */
    public static void remove(Path path) throws IOException {
        List<Path> rest = new ArrayList<>(roots());
        rest.remove(0);
        rest.remove(path);
        store(rest);
        changed();
    }

    private static void store(List<Path> opened) {
        preferences().put(OPENED, opened.stream().map(Path::toString).collect(Collectors.joining("\n")));
        try {
            preferences().flush();
        } catch (BackingStoreException e) {
            Failures.log("the opened studies are not remembered", e);
        }
    }

    private static Preferences preferences() {
        return InstanceScope.INSTANCE.getNode(NODE);
    }

    /** Whether a file is a study, by its name. */
    public static boolean isStudy(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith("." + StudyFiles.EXTENSION) && !name.startsWith(".");
    }

    /** A file in a folder that does not exist yet: the name, or the name with a number. */
    public static Path free(Path folder, String name) {
        Path file = folder.resolve(name + "." + StudyFiles.EXTENSION);
        for (int i = 2; Files.exists(file); i++) {
            file = folder.resolve(name + "-" + i + "." + StudyFiles.EXTENSION);
        }
        return file;
    }

    /** Says that studies were made, changed or deleted. */
    public static void changed() {
        List.copyOf(LISTENERS).forEach(Runnable::run);
    }

    static void onChange(Runnable listener) {
        LISTENERS.add(listener);
    }

    static void forget(Runnable listener) {
        LISTENERS.remove(listener);
    }
}
