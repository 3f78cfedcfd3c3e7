package org.paramscope.ui.internal;

import org.paramscope.core.registry.Registry;

/** The contributions of the installed plugins, read once: plugins come and go only with a restart. */
public final class Installed {

    private static Registry registry;

    private Installed() {
    }

    public static synchronized Registry registry() {
        if (registry == null) {
            registry = Registry.platform();
        }
        return registry;
    }
}
