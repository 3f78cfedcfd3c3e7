package org.paramscope.core.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.core.runtime.InvalidRegistryObjectException;
import org.eclipse.core.runtime.RegistryFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.paramscope.data.PluginException;

/**
 * All contributions, of all kinds, read the same way. A kind is read when it is first asked for; a contribution
 * that cannot be read is reported with its plugin and skipped, all others work. Safe for several threads.
 */
public final class Registry {

    private final IExtensionRegistry extensions;
    private final Map<Kind, List<Contribution<?>>> contributions = new EnumMap<>(Kind.class);
    private final List<PluginException> problems = new ArrayList<>();

    private Registry(IExtensionRegistry extensions) {
        this.extensions = extensions;
    }

    /** The contributions of the installed plugins. Each call reads anew. */
    public static Registry platform() {
        IExtensionRegistry platform = RegistryFactory.getRegistry();
        return platform == null ? classPath(Registry.class.getClassLoader()) : of(platform);
    }

    /** The contributions in an extension registry. */
    public static Registry of(IExtensionRegistry extensions) {
        return new Registry(extensions);
    }

    /** Contributions named directly: no extension registry is needed. */
    public static Registry of(Contribution<?>... direct) {
        Registry registry = new Registry(null);
        for (Kind kind : Kind.values()) {
            registry.contributions.put(kind, Arrays.stream(direct).filter(c -> c.kind() == kind).toList());
        }
        return registry;
    }

    /** The contributions of the plugin.xml files on a plain class path: a script, a cluster. */
    public static Registry classPath(ClassLoader loader) {
        return ClassPathPlugins.read(loader);
    }

    /** The contributions of a kind, by name. */
    public synchronized List<Contribution<?>> all(Kind kind) {
        return contributions.computeIfAbsent(kind, this::read);
    }

    /** What could not be read, of all kinds. */
    public synchronized List<PluginException> problems() {
        Stream.of(Kind.values()).forEach(this::all);
        return List.copyOf(problems);
    }

    /** The dataset that opens files of that name by their ending; empty when none says so. */
    public Optional<Contribution<?>> opener(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return all(Kind.DATASET).stream().filter(each -> each.extensions().stream().anyMatch(ending -> name.endsWith("." + ending))).findFirst();
    }

    /**
     * Finds a contribution by its identifier or its short name, the identifier's last segment.
     *
     * @throws PluginException when there is none, or several have the short name; says what is installed
     */
    public Contribution<?> find(Kind kind, String name) throws PluginException {
        return find(List.of(kind), name);
    }

    /** As {@link #find(Kind, String)}, among several kinds, of which the first is the one that messages speak of. */
    public Contribution<?> find(List<Kind> kinds, String name) throws PluginException {
        Kind kind = kinds.getFirst();
        List<Contribution<?>> all = new ArrayList<>();
        kinds.forEach(each -> all.addAll(all(each)));
        List<Contribution<?>> found = all.stream().filter(c -> c.id().equals(name)).toList();
        if (found.isEmpty()) {
            found = all.stream().filter(c -> c.shortName().equalsIgnoreCase(name)).toList();
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.size() > 1) {
            throw new PluginException(name, "several are the " + kind.words() + " '" + name + "': "
                    + found.stream().map(Contribution::id).collect(Collectors.joining(", ")) + "; use the whole identifier");
        }
        String why = problems.stream().filter(p -> String.valueOf(p.getMessage()).contains(name)).findFirst()
                .map(p -> "; " + p.getMessage()).orElse("");
        String installed = all.stream().map(Contribution::shortName).collect(Collectors.joining(", "));
        throw new PluginException(name, "no installed plugin contributes the " + kind.words() + " '" + name + "'" + why
                + "; installed are: " + (installed.isEmpty() ? "none" : installed));
    }

    private List<Contribution<?>> read(Kind kind) {
        Map<String, Contribution<?>> found = new LinkedHashMap<>();
        for (IConfigurationElement element : extensions.getConfigurationElementsFor(kind.extensionPoint())) {
            try {
                Contribution<?> each = read(kind, element);
                Contribution<?> former = found.putIfAbsent(each.id(), each);
                if (former != null) {
                    problems.add(new PluginException(each.plugin(), "the " + kind.words() + " '" + each.id()
                            + "' is contributed by " + former.plugin() + " already"));
                }
            } catch (PluginException e) {
                problems.add(e);
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparing((Contribution<?> c) -> c.name()).thenComparing(c -> c.id())).toList();
    }

    private static Contribution<?> read(Kind kind, IConfigurationElement element) throws PluginException {
        String plugin = element.getContributor().getName();
        try {
            String id = attribute(kind, element, "id");
            String name = attribute(kind, element, "name");
            attribute(kind, element, "class");
            Object instance = element.createExecutableExtension("class");
            return Contribution.of(kind, id, name, orEmpty(element.getAttribute("description")), plugin,
                    version(instance.getClass()), orEmpty(element.getAttribute("icon")), orEmpty(element.getAttribute("family")),
                    documentation(instance.getClass(), orEmpty(element.getAttribute("documentation"))),
                    list(element.getAttribute("extensions")), instance);
        } catch (CoreException | IOException | RuntimeException | LinkageError e) {
            Throwable cause = e instanceof CoreException c && c.getStatus().getException() != null
                    ? c.getStatus().getException() : e;
            while (cause instanceof InvocationTargetException thrown && thrown.getCause() != null) {
                cause = thrown.getCause();
            }
            throw new PluginException(plugin, "the " + kind.words() + " '" + safe(element, "id") + "' ("
                    + safe(element, "class") + ") is skipped: " + oneLine(cause), cause);
        }
    }

    private static String attribute(Kind kind, IConfigurationElement element, String name) throws PluginException {
        String value = element.getName().equals(kind.element()) ? element.getAttribute(name) : null;
        if (value == null || value.isBlank()) {
            throw new PluginException(element.getContributor().getName(), "<" + element.getName() + "> at "
                    + kind.extensionPoint() + " is skipped: " + (element.getName().equals(kind.element())
                            ? "it has no '" + name + "'" : "<" + kind.element() + "> is allowed"));
        }
        return value;
    }

    /** The text of a page in the plugin of a class. */
    private static String documentation(Class<?> type, String path) throws IOException {
        if (path.isEmpty()) {
            return "";
        }
        Bundle bundle = FrameworkUtil.getBundle(type);
        URL page = bundle == null ? type.getResource("/" + path) : bundle.getEntry(path);
        if (page == null) {
            throw new FileNotFoundException("there is no documentation '" + path + "' in the plugin");
        }
        try (InputStream in = page.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String version(Class<?> type) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        if (bundle != null) {
            return bundle.getVersion().toString();
        }
        return orEmpty(type.getPackage().getImplementationVersion());
    }

    private static String safe(IConfigurationElement element, String attribute) {
        try {
            return orEmpty(element.getAttribute(attribute));
        } catch (InvalidRegistryObjectException e) {
            return "uninstalled";
        }
    }

    private static String oneLine(Throwable cause) {
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return text.lines().findFirst().orElse("");
    }

    private static List<String> list(String value) {
        return Arrays.stream(orEmpty(value).toLowerCase(Locale.ROOT).split(",")).map(String::strip).filter(each -> !each.isEmpty()).toList();
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }
}
