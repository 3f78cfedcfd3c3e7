package org.paramscope.data;

/**
 * Where data come from.
 *
 * @param title what they are called
 * @param source who measured or published them, and where they were taken from
 * @param licence under which they may be used; empty when unknown
 * @param simulated whether they are simulated rather than measured
 * @param sha256 hexadecimal hash of the file or, when there is none, of the values
 */
public record Origin(String title, String source, String licence, boolean simulated, String sha256) {
}
