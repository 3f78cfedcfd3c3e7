package org.paramscope.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.paramscope.data.DataException;
import org.paramscope.data.Progress;

/**
 * One quick pass over a text file before it is read: that it is text at all, how many rows it has, so
 * that memory is known before any is taken, and its hash.
 */
final class TextScan {

    private static final int LONGEST_LINE = 1 << 24;
    private static final int LONGEST_CELL = 1 << 20;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String file;
    private final ByteArrayOutputStream first = new ByteArrayOutputStream();
    private long lines;
    private long offset;
    private long lineBytes;
    private long quoteBytes;
    private boolean lineHasText;
    private boolean quoted;
    private boolean marked = true;
    private int previous = '\n';
    private String sha256;

    private TextScan(Path file) {
        this.file = file.toString();
    }

    /**
     * Scans.
     *
     * @throws DataException when there is no such file, it is a folder, unreadable, empty or no text
     */
    static TextScan of(Path file, Progress progress) throws DataException {
        TextScan scan = new TextScan(file);
        FileCheck.require(file, "csv", "a text file");
        try (InputStream in = Files.newInputStream(file)) {
            long size = Math.max(1, Files.size(file));
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                digest.update(block, 0, count);
                scan.block(block, count);
                progress.report((double) scan.offset / size, "scanning " + file.getFileName());
                progress.check();
            }
            scan.sha256 = HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new DataException(file.toString(), "", "cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this Java platform lacks SHA-256", impossible);
        }
        scan.end();
        return scan;
    }

    /** The number of lines with text below the first: at least the number of rows. */
    long rows() {
        return lines - 1;
    }

    /** The first line with text, without a byte order mark. */
    String firstLine() {
        return first.toString(StandardCharsets.UTF_8);
    }

    /** Hexadecimal hash of the bytes. */
    String sha256() {
        return sha256;
    }

    private void block(byte[] block, int count) throws DataException {
        for (int i = 0; i < count; i++) {
            int b = block[i];
            offset++;
            if (marked && offset <= BYTE_ORDER_MARK.length && b == BYTE_ORDER_MARK[(int) offset - 1]) {
                continue;
            }
            marked = false;
            lineBytes++;
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' || b == 127) {
                throw new DataException(file, "byte " + offset, "is binary (code " + b + "): a text file in UTF-8 is allowed");
            }
            quotes(b);
            if ((b == '\n' || b == '\r') && !quoted) {
                endOfLine();
            } else {
                lineHasText |= b != ' ' && b != '\t' && b != '\n' && b != '\r';
                if (lines == 0) {
                    first.write(b);
                }
                if (lineBytes > LONGEST_LINE) {
                    throw new DataException(file, "line " + (lines + 1), "is longer than " + (LONGEST_LINE >> 20) + " MB");
                }
            }
            previous = b;
        }
    }

    private void quotes(int b) throws DataException {
        if (b == '"') {
            boolean opens = !quoted && (previous == ',' || previous == ';' || previous == '\t' || previous == ' '
                    || previous == '\n' || previous == '\r' || previous == '"');
            quoted = opens;
            quoteBytes = 0;
        } else if (quoted && ++quoteBytes > LONGEST_CELL) {
            throw new DataException(file, "line " + (lines + 1), "a cell in quotation marks is longer than "
                    + (LONGEST_CELL >> 20) + " MB: a quotation mark is not closed");
        }
    }

    private void endOfLine() {
        if (lineHasText) {
            lines++;
        } else if (lines == 0) {
            first.reset();
        }
        lineHasText = false;
        lineBytes = 0;
    }

    private void end() throws DataException {
        if (quoted) {
            throw new DataException(file, "", "ends within quotation marks: they must be closed");
        }
        endOfLine();
        if (lines == 0) {
            throw new DataException(file, "", "is empty: a header and at least 2 rows are needed");
        }
        if (lines == 1) {
            throw new DataException(file, "", "has one line: a header and at least 2 rows are needed");
        }
    }
}
