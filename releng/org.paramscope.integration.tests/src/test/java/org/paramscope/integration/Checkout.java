package org.paramscope.integration;

import java.nio.file.Path;

/** Where the parts of the checkout lie. */
final class Checkout {

    static final Path TOP = Path.of(System.getProperty("paramscope.checkout"));
    static final Path SITE = TOP.resolve("releng/org.paramscope.product/target/repository");
    static final Path PRODUCT = TOP.resolve(
            "releng/org.paramscope.product/target/products/org.paramscope.product/linux/gtk/x86_64/paramscope");

    private Checkout() {
    }
}
