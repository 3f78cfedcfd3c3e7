package org.paramscope.data;

/** A plugin that does not work: which one, and why. */
public final class PluginException extends Exception {

    private static final long serialVersionUID = 1L;
    private final String plugin;

    /** Names the plugin, or the contribution, and the reason. */
    public PluginException(String plugin, String what) {
        this(plugin, what, null);
    }

    /** As above, with its cause. */
    public PluginException(String plugin, String what, Throwable cause) {
        super("plugin '" + plugin + "': " + what, cause);
        this.plugin = plugin;
    }

    /** The plugin's identifier. */
    public String plugin() {
        return plugin;
    }
}
