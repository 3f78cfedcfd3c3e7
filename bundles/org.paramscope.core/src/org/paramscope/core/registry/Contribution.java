package org.paramscope.core.registry;

import java.util.List;
import java.util.Optional;

import org.paramscope.data.settings.SettingsSchema;

/**
 * Something that a plugin adds.
 *
 * @param <T>         the contract that the instance implements
 * @param id          identifier, unique among its kind
 * @param name        name that users read
 * @param description one sentence
 * @param kind        what it is
 * @param plugin      identifier of the plugin that adds it
 * @param version     version of that plugin
 * @param icon        path of a picture in the plugin; may be empty
 * @param family      what belongs together among its kind, as in {@code continuous-time}; may be empty
 * @param documentation what it computes and where that comes from, Markdown; may be empty
 * @param extensions  endings of the files that it opens, without a dot, in lower case; none for what opens no files
 * @param instance    the implementation
 * @param schema      its settings; absent for kinds that have none
 */
public record Contribution<T>(String id, String name, String description, Kind kind, String plugin, String version,
        String icon, String family, String documentation, List<String> extensions, T instance, Optional<SettingsSchema<?>> schema) {

    public Contribution {
        extensions = List.copyOf(extensions);
    }

    /** Last segment of the identifier: the name on the command line. */
    public String shortName() {
        return id.substring(id.lastIndexOf('.') + 1);
    }

    /**
     * A contribution named directly, without a registry: for a plain class path, a script, a test.
     *
     * @throws IllegalArgumentException when the instance does not implement the kind's contract
     */
    public static <T> Contribution<T> direct(Kind kind, String id, String name, String description, T instance) {
        return of(kind, id, name, description, "class path", "", "", "", "", List.of(), instance);
    }

    static <T> Contribution<T> of(Kind kind, String id, String name, String description, String plugin, String version,
            String icon, String family, String documentation, List<String> extensions, T instance) {
        Class<?> contract = contract(instance.getClass(), kind.contract()).orElseThrow(() -> new IllegalArgumentException(
                instance.getClass().getName() + " does not implement " + kind.contract()));
        boolean settings = kind != Kind.VIEWER && contract.getTypeParameters().length > 0;
        Optional<SettingsSchema<?>> schema = settings
                ? Optional.of(SettingsSchema.ofContribution(instance.getClass(), contract)) : Optional.empty();
        return new Contribution<>(id, name, description, kind, plugin, version, icon, family, documentation, extensions, instance, schema);
    }

    private static Optional<Class<?>> contract(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> each : at.getInterfaces()) {
                Optional<Class<?>> found = each.getName().equals(name) ? Optional.of(each) : contract(each, name);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
