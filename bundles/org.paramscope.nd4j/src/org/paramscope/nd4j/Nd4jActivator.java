package org.paramscope.nd4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        Path shared = userCache().resolve("paramscope").resolve("javacpp");
        try {
            Files.createDirectories(shared);
            if (Files.isWritable(shared)) {
                return shared;
            }
        } catch (IOException readOnlyHome) {
            return context.getDataFile("javacpp").toPath();
        }
        return context.getDataFile("javacpp").toPath();
    }

    private static Path userCache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        if (configured != null && !configured.isBlank()) {
            return Path.of(configured);
        }
        return Path.of(System.getProperty("user.home"), ".cache");
    }
}
