package org.paramscope.provisioning;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.zip.ZipFile;

import org.paramscope.data.PluginException;

/** Where a plugin comes from: a folder, a zip or an address. Looks into it before p2 does, to say what is wrong. */
final class PluginSource {

    private static final List<String> METADATA =
            List.of("content.jar", "content.xml", "content.xml.xz", "compositeContent.jar", "compositeContent.xml");
    private static final List<String> ARTIFACTS =
            List.of("artifacts.jar", "artifacts.xml", "artifacts.xml.xz", "compositeArtifacts.jar", "compositeArtifacts.xml");
    private static final String ALLOWED = "; a plugin is a p2 site (content.jar, artifacts.jar, plugins, features) in a"
            + " folder, in a zip or at an http address";

    private PluginSource() {
    }

    /**
     * The p2 repository at a place.
     *
     * @param place a path, or a URI with scheme file, http or https
     * @throws PluginException when nothing is there, or what is there is no p2 repository
     */
    static URI repository(String place) throws PluginException {
        if (place.startsWith("http://") || place.startsWith("https://")) {
            return address(place);
        }
        Path path = path(place);
        if (Files.isDirectory(path)) {
            requireRepository(place, name -> Files.isRegularFile(path.resolve(name)));
            return path.toUri();
        }
        if (!Files.isRegularFile(path)) {
            throw new PluginException(place, "no such file or folder");
        }
        if (!Files.isReadable(path)) {
            throw new PluginException(place, "cannot be read");
        }
        try (ZipFile zip = new ZipFile(path.toFile())) {
            requireRepository(place, name -> zip.getEntry(name) != null);
        } catch (IOException notAZip) {
            throw new PluginException(place, "is not a zip" + ALLOWED, notAZip);
        }
        return URI.create("jar:" + path.toUri() + "!/");
    }

    /** A place by a name that holds in every working folder. */
    static String absolute(String place) throws PluginException {
        return place.startsWith("http://") || place.startsWith("https://") ? place : path(place).toString();
    }

    /** A message in which p2's name for what lies in a zip is the place as it was given. */
    static String asGiven(String message, String place) {
        return message.replaceAll("jar:\\S+!/(?:[\\w./-]*\\w)?", Matcher.quoteReplacement(place));
    }

    private static URI address(String place) throws PluginException {
        try {
            URI uri = new URI(place);
            return place.endsWith(".zip") ? URI.create("jar:" + uri + "!/") : uri;
        } catch (URISyntaxException malformed) {
            throw new PluginException(place, "is not an address", malformed);
        }
    }

    private static Path path(String place) throws PluginException {
        try {
            Path path = place.startsWith("file:") ? Path.of(URI.create(place)) : Path.of(place);
            return path.toAbsolutePath().normalize();
        } catch (IllegalArgumentException malformed) {
            throw new PluginException(place, "is not a path", malformed);
        }
    }

    private static void requireRepository(String place, Predicate<String> holds)
            throws PluginException {
        if (METADATA.stream().noneMatch(holds)) {
            throw new PluginException(place, "holds no content.jar or content.xml" + ALLOWED);
        }
        if (ARTIFACTS.stream().noneMatch(holds)) {
            throw new PluginException(place, "holds no artifacts.jar or artifacts.xml" + ALLOWED);
        }
    }
}
