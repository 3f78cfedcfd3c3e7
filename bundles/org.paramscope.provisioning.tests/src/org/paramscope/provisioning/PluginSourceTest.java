package org.paramscope.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.data.PluginException;

class PluginSourceTest {

    @TempDir
    Path folder;

    @Test
    void acceptsAFolderAZipAndAnAddress() throws Exception {
        Path site = Files.createDirectory(folder.resolve("site"));
        Files.writeString(site.resolve("content.xml"), "<repository/>");
        Files.writeString(site.resolve("artifacts.xml"), "<repository/>");
        assertEquals(site.toUri(), PluginSource.repository(site.toString()));

        Path zip = zip("site.zip", "content.jar", "artifacts.xml.xz");
        assertEquals(URI.create("jar:" + zip.toUri() + "!/"), PluginSource.repository(zip.toString()));
        assertEquals(URI.create("jar:" + zip.toUri() + "!/"), PluginSource.repository(zip.toUri().toString()));

        assertEquals(URI.create("https://example.org/site"), PluginSource.repository("https://example.org/site"));
    }

    @Test
    void messagesNameThePlaceAsItWasGiven() {
        String place = "http://127.0.0.1:9/x.zip";
        assertEquals("No repository found at " + place + ".",
                PluginSource.asGiven("No repository found at jar:https://127.0.0.1:9/x.zip!/.", place));
        assertEquals("Unable to read repository at " + place + ".",
                PluginSource.asGiven("Unable to read repository at jar:http://127.0.0.1:9/x.zip!/content.xml.", place));
        assertEquals("Missing requirement: a b", PluginSource.asGiven("Missing requirement: a b", place));
    }

    @Test
    void namesWhatIsMissing() throws Exception {
        Path absent = folder.resolve("absent.zip");
        assertRefused(absent, "no such file");

        Path text = Files.writeString(folder.resolve("text.zip"), "this is no zip");
        assertRefused(text, "is not a zip");

        Path empty = Files.createFile(folder.resolve("empty.zip"));
        assertRefused(empty, "is not a zip");

        assertRefused(zip("photos.zip", "a.png", "b.png"), "content.jar");
        assertRefused(zip("half.zip", "content.jar"), "artifacts.jar");
        assertRefused(Files.createDirectory(folder.resolve("nothing")), "content.jar");
    }

    private static void assertRefused(Path place, String reason) {
        PluginException refused =
                assertThrows(PluginException.class, () -> PluginSource.repository(place.toString()));
        assertTrue(refused.getMessage().contains(place.toString()), refused.getMessage());
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
    }

    private Path zip(String name, String... entries) throws IOException {
        Path zip = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(zip); ZipOutputStream stream = new ZipOutputStream(file)) {
            for (String entry : entries) {
                stream.putNextEntry(new ZipEntry(entry));
                stream.closeEntry();
            }
        }
        return zip;
    }
}
