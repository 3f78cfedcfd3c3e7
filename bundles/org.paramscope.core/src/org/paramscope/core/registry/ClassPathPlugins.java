package org.paramscope.core.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.jar.Manifest;

import org.eclipse.core.runtime.ContributorFactorySimple;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.RegistryFactory;
import org.eclipse.core.runtime.spi.RegistryStrategy;

/** The plugin.xml files of a plain class path, read by the same registry that Equinox uses, without OSGi. */
final class ClassPathPlugins {

    private ClassPathPlugins() {
    }

    static Registry read(ClassLoader loader) {
        Object token = new Object();
        try {
            IExtensionRegistry extensions = RegistryFactory.createRegistry(new Strategy(loader), token, token);
            List<URL> files = Collections.list(loader.getResources("plugin.xml"));
            for (URL file : files) {
                byte[] text = bytes(file);
                // Other products' plugins may lie on the same class path; they have nothing to say here.
                if (new String(text, StandardCharsets.UTF_8).contains("org.paramscope")
                        || new String(text, StandardCharsets.UTF_8).contains("schema/modelTypes.exsd")) {
                    String name = name(file);
                    extensions.addContribution(new java.io.ByteArrayInputStream(text),
                            ContributorFactorySimple.createContributor(name), false, name, null, token);
                }
            }
            return Registry.of(extensions);
        } catch (IOException e) {
            throw new IllegalStateException("the plugin.xml files of the class path cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(URL file) throws IOException {
        try (InputStream in = file.openStream()) {
            return in.readAllBytes();
        }
    }

    /** The symbolic name in the manifest beside the plugin.xml, else the name of the folder. */
    private static String name(URL file) throws IOException {
        String address = file.toExternalForm();
        String root = address.substring(0, address.length() - "plugin.xml".length());
        try (InputStream in = URI.create(root + "META-INF/MANIFEST.MF").toURL().openStream()) {
            String symbolic = new Manifest(in).getMainAttributes().getValue("Bundle-SymbolicName");
            if (symbolic != null) {
                return symbolic.split(";")[0].trim();
            }
        } catch (IOException e) {
            return folder(root);
        }
        return folder(root);
    }

    private static String folder(String root) {
        String[] parts = root.split("[/!]+");
        String last = parts[parts.length - 1];
        return last.startsWith("org.paramscope") ? last : "org.paramscope." + last;
    }

    /** Nothing is cached on disk; classes come from the given loader. */
    private static final class Strategy extends RegistryStrategy {

        private final ClassLoader loader;

        Strategy(ClassLoader loader) {
            super(null, null);
            this.loader = loader;
        }

        @Override
        public Object createExecutableExtension(org.eclipse.core.runtime.spi.RegistryContributor contributor,
                String className, String overridden) throws CoreException {
            try {
                return Class.forName(className, true, loader).getConstructor().newInstance();
            } catch (ReflectiveOperationException | LinkageError e) {
                throw new CoreException(new org.eclipse.core.runtime.Status(IStatus.ERROR, contributor.getName(),
                        e.getMessage(), e));
            }
        }

        @Override
        public void log(IStatus status) {
            // The caller sees every broken contribution through Registry.problems().
        }
    }
}
