package org.paramscope.provisioning;

/**
 * A plugin that can be installed, or is.
 *
 * @param id the identifier of its feature
 * @param version its version
 * @param name what people call it
 * @param provider who made it; may be empty
 * @param source where it came from; empty while it is not installed
 */
public record Plugin(String id, String version, String name, String provider, String source) {

    @Override
    public String toString() {
        return id + " " + version;
    }
}
