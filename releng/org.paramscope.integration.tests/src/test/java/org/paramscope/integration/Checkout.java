package org.paramscope.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Where the parts of the checkout lie. */
final class Checkout {

    static final Path TOP = Path.of(System.getProperty("paramscope.checkout"));
    static final Path SITE = TOP.resolve("releng/org.paramscope.product/target/repository");
    static final Path PRODUCT = TOP.resolve(
            "releng/org.paramscope.product/target/products/org.paramscope.product/linux/gtk/x86_64/paramscope");

    private Checkout() {
    }

    /** The bundles, tests left out, by the part of their name that follows {@code org.paramscope.} */
    static List<String> bundles() {
        try (Stream<Path> folders = Files.list(TOP.resolve("bundles"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("META-INF/MANIFEST.MF")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.endsWith(".tests"))
                    .map(name -> name.substring("org.paramscope.".length())).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Path folder(String bundle) {
        return TOP.resolve("bundles").resolve("org.paramscope." + bundle);
    }

    /** The names in a header such as Require-Bundle, without their attributes. */
    static List<String> header(String bundle, String header) {
        Manifest manifest;
        try (InputStream stream = Files.newInputStream(folder(bundle).resolve("META-INF/MANIFEST.MF"))) {
            manifest = new Manifest(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String value = manifest.getMainAttributes().getValue(header);
        List<String> names = new ArrayList<>();
        if (value != null) {
            for (String clause : value.replaceAll("\"[^\"]*\"", "").split(",")) {
                names.add(clause.split(";")[0].strip());
            }
        }
        return names;
    }
}
