package org.paramscope.figures.render;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** PNG files from pixels (ISO/IEC 15948), without a windowing toolkit. */
final class PngEncoder {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int PALETTE = 3;
    private static final int TRUE_COLOUR = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PngEncoder(int width, int height, int colourType) {
        out.writeBytes(SIGNATURE);
        chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).put((byte) colourType)
                .put((byte) 0).put((byte) 0).put((byte) 0).array());
    }

    /**
     * An image of indices into a palette.
     *
     * @param indices [width x height], each below the length of the palette
     * @param palette 24-bit colours, at most 256; the first is transparent
     */
    static byte[] indexed(int width, int height, byte[] indices, int[] palette) {
        PngEncoder png = new PngEncoder(width, height, PALETTE);
        ByteBuffer colours = ByteBuffer.allocate(3 * palette.length);
        for (int rgb : palette) {
            colours.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
        }
        png.chunk("PLTE", colours.array());
        png.chunk("tRNS", new byte[] {0});
        byte[] rows = new byte[height * (width + 1)];
        for (int y = 0; y < height; y++) {
            System.arraycopy(indices, y * width, rows, y * (width + 1) + 1, width);
        }
        return png.finish(rows);
    }

    /**
     * An image in true colour.
     *
     * @param rgb          [width x height], 24 bit
     * @param dotsPerInch written into the file; 0 for none
     */
    static byte[] trueColour(int width, int height, int[] rgb, double dotsPerInch) {
        PngEncoder png = new PngEncoder(width, height, TRUE_COLOUR);
        if (dotsPerInch > 0) {
            int perMetre = (int) Math.round(dotsPerInch / 0.0254);
            png.chunk("pHYs", ByteBuffer.allocate(9).putInt(perMetre).putInt(perMetre).put((byte) 1).array());
        }
        int stride = 3 * width + 1;
        byte[] rows = new byte[height * stride];
        for (int y = 0; y < height; y++) {
            rows[y * stride] = 2; // filter "up": most rows repeat the one above
            for (int x = 0; x < width; x++) {
                int here = rgb[y * width + x];
                int above = y == 0 ? 0 : rgb[(y - 1) * width + x];
                int at = y * stride + 1 + 3 * x;
                rows[at] = (byte) ((here >> 16) - (above >> 16));
                rows[at + 1] = (byte) ((here >> 8) - (above >> 8));
                rows[at + 2] = (byte) (here - above);
            }
        }
        return png.finish(rows);
    }

    private byte[] finish(byte[] rows) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(rows);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        while (!deflater.finished()) {
            packed.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        chunk("IDAT", packed.toByteArray());
        chunk("IEND", new byte[0]);
        return out.toByteArray();
    }

    private void chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }
}
