package org.paramscope.nd4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.nd4j.common.config.ND4JClassLoading;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Gives ND4J this bundle's class loader, so that it finds its backend from any thread, and a cache for its native
 * libraries (about 400 MB) that outlives a cleaned configuration and is shared by all installations of a user.
 */
public final class Nd4jActivator implements BundleActivator {

    private static final String CACHE_PROPERTY = "org.bytedeco.javacpp.cachedir";

    @Override
    public void start(BundleContext context) {
        if (System.getProperty(CACHE_PROPERTY) == null) {
            System.setProperty(CACHE_PROPERTY, cacheFolder(context).toString());
        }
        ND4JClassLoading.setNd4jClassloader(Nd4jActivator.class.getClassLoader());
    }

    @Override
    public void stop(BundleContext context) {
        // Native libraries stay loaded as long as the virtual machine runs.
    }

    /** The user's cache where it can be written, else the bundle's own data area. */
    private static Path cacheFolder(BundleContext context) {
        Path own = context.getDataFile("javacpp").toPath();
        return userCache().map(cache -> cache.resolve("paramscope").resolve("javacpp"))
                .filter(Nd4jActivator::canBeWritten).orElse(own);
    }

    private static boolean canBeWritten(Path folder) {
        try {
            return Files.isWritable(Files.createDirectories(folder));
        } catch (IOException readOnly) {
            return false;
        }
    }

    private static Optional<Path> userCache() {
        return Stream.of(folder(System.getenv("XDG_CACHE_HOME"), ""), folder(System.getenv("HOME"), ".cache"),
                folder(System.getProperty("user.home"), ".cache")).flatMap(Optional::stream).findFirst();
    }

    /** A folder below a base, unless the base is unset or no absolute path (users without an entry have the home "?"). */
    private static Optional<Path> folder(String base, String child) {
        return Optional.ofNullable(base).filter(text -> !text.isBlank()).map(Path::of).filter(Path::isAbsolute)
                .map(path -> path.resolve(child));
    }
}
