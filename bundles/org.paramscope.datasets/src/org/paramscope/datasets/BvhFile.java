package org.paramscope.datasets;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.paramscope.data.DataException;
import org.paramscope.data.Memory;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;

/**
 * What a BVH file holds.
 *
 * @param joints their names, in the order of the file
 * @param channels of a frame, in order
 * @param rate frames a second
 * @param motion [frames, channels]
 */
record BvhFile(List<String> joints, List<Channel> channels, double rate, NumericArray motion) {

    /**
     * One number of a frame.
     *
     * @param joint to which it belongs
     * @param kind such as {@code Xrotation}
     */
    record Channel(String joint, String kind) {
        boolean rotation() {
            return kind.endsWith("rotation");
        }
    }

    /** Reads a file. */
    static BvhFile read(Path path, Progress progress) throws DataException {
        progress.report(0, "reading " + path.getFileName());
        BvhLines lines = new BvhLines(path.toString(), text(path));
        BvhSkeleton skeleton = BvhSkeleton.read(lines);
        int frames = frames(lines);
        double rate = rate(lines);
        int width = skeleton.channels().size();
        if (frames > lines.left()) {
            throw lines.wrong("the file ends after " + lines.left() + " of " + frames + " frames");
        }
        long needed = 4L * Double.BYTES * frames * width;
        if ((long) frames * width > Integer.MAX_VALUE - 8 || needed > Memory.available(needed)) {
            throw lines.wrong(frames + " frames of " + width + " channels need " + Memory.megabytes(needed)
                    + " MB, more than is available: give Java more memory (-Xmx)");
        }
        double[] values = new double[frames * width];
        for (int t = 0; t < frames; t++) {
            row(lines, values, t * width, width);
            if (t % 1024 == 0) {
                progress.report((double) t / frames, "reading " + path.getFileName());
                progress.check();
            }
        }
        if (lines.next()) {
            throw lines.wrong("follows on the last of " + frames + " frames: nothing is allowed");
        }
        return new BvhFile(skeleton.joints(), skeleton.channels(), rate, NumericArray.owned(values, frames, width));
    }

    private static String text(Path path) throws DataException {
        try {
            long size = Files.size(path);
            if (size > Integer.MAX_VALUE - 8 || 8 * size > Memory.available(8 * size)) {
                throw new DataException(path.toString(), "", "has " + Memory.megabytes(size) + " MB, more than memory can hold: give Java more memory (-Xmx)");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(path))).toString();
        } catch (CharacterCodingException e) {
            throw new DataException(path.toString(), "", "is not in UTF-8: text in UTF-8 is allowed", e);
        } catch (IOException e) {
            throw new DataException(path.toString(), "", "cannot be read: " + e.getMessage(), e);
        }
    }

    private static int frames(BvhLines lines) throws DataException {
        List<String> words = lines.expect("Frames:", 1);
        if (!words.getFirst().matches("\\d{1,9}") || Integer.parseInt(words.getFirst()) < 2) {
            throw lines.wrong("has '" + CsvHeader.shortened(words.getFirst()) + "' frames: an integer of at least 2 is needed");
        }
        return Integer.parseInt(words.getFirst());
    }

    private static double rate(BvhLines lines) throws DataException {
        String word = lines.expect("Frame Time:", 1).getFirst();
        OptionalDouble time = PlainNumber.of(word);
        if (time.isEmpty() || !(time.getAsDouble() >= 1e-9 && time.getAsDouble() <= 1e9)) {
            throw lines.wrong("has the frame time '" + CsvHeader.shortened(word) + "': a positive number of seconds is needed");
        }
        return simplest(new BigDecimal(word));
    }

    /** The rate of fewest digits whose frame time rounds to the one that is written. */
    private static double simplest(BigDecimal time) {
        double rounding = 0.5 * Math.pow(10, -time.scale());
        double rate = 1 / time.doubleValue();
        for (int digits = 1; digits < 15; digits++) {
            double candidate = new BigDecimal(rate).round(new MathContext(digits)).doubleValue();
            if (Math.abs(1 / candidate - time.doubleValue()) <= Math.min(rounding, 0.01 * time.doubleValue())) {
                return candidate;
            }
        }
        return rate;
    }

    private static void row(BvhLines lines, double[] values, int offset, int width) throws DataException {
        if (!lines.next()) {
            throw lines.wrong("a frame is missing: the file ends too early");
        }
        List<String> words = lines.words();
        if (words.size() != width) {
            throw lines.wrong("has " + words.size() + " numbers, the joints have " + width + " channels: a number for each is needed");
        }
        for (int j = 0; j < width; j++) {
            values[offset + j] = lines.number(words.get(j));
        }
    }
}
