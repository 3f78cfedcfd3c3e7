package org.paramscope.data;

/** A setting that is not allowed: which, its value, and what is allowed. Settings records throw it, too. */
public final class SettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private final String setting;
    private final String value;
    private final String allowed;

    /**
     * Refuses a value.
     *
     * @param setting name of the setting, as in {@code bottleneck}
     * @param value what was given
     * @param allowed a clause that says what is allowed, as in {@code an integer from 1 to 256 is allowed}
     */
    public SettingException(String setting, String value, String allowed) {
        super("setting '" + setting + "' is " + (value.isEmpty() ? "empty" : value) + ": " + allowed);
        this.setting = setting;
        this.value = value;
        this.allowed = allowed;
    }

    /** The setting's name. */
    public String setting() {
        return setting;
    }

    /** The refused value. */
    public String value() {
        return value;
    }

    /** The clause that says what is allowed. */
    public String allowed() {
        return allowed;
    }
}
