package org.paramscope.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The .npy format, versions 1 to 3 (numpy.lib.format): one array in a file, as {@code numpy.save} writes it. */
public final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-z])(\\d+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");
    private static final int CHUNK = 1 << 16;

    private Npy() {
    }

    /** Magic, version 1.0 and the description, padded so that the data begin at a multiple of 64 bytes. */
    static byte[] header(NumericArray array) {
        int[] shape = array.shape();
        String axes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String text = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + axes + (shape.length == 1 ? "," : "") + "), }";
        int start = MAGIC.length + 4;
        int padding = 63 - (start + text.length()) % 64;
        byte[] description = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(start + description.length).order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) description.length).put(description).array();
    }

    /** The values as little-endian float64. */
    static void body(NumericArray array, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < array.length(); i++) {
            if (buffer.remaining() < Double.BYTES) {
                out.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            buffer.putDouble(array.at(i));
        }
        out.write(buffer.array(), 0, buffer.position());
    }

    /**
     * Reads a file. Values of real (16 to 64 bits), integer and boolean type in either byte order and either array order are converted
     * to float64 in C order.
     *
     * @throws DataException when the file is missing, no .npy file, damaged, of another length than its header says, holds another
     *     type (complex numbers, text, Python objects), or does not fit into memory
     */
    public static NumericArray read(Path file) throws DataException {
        if (!Files.isRegularFile(file)) {
            throw new DataException(file.toString(), "", Files.exists(file) ? "is no file" : "there is no such file");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
            Header header = header(file.toString(), "", in);
            long length = Files.size(file) - header.bytes();
            long expected = (long) header.count() * width(header.type());
            if (length != expected) {
                throw new DataException(file.toString(), "", "holds " + length + " bytes of values; an array of the shape "
                        + Arrays.toString(header.shape()) + " and the type " + header.type() + " has " + expected);
            }
            long needed = 3L * Double.BYTES * header.count();
            long available = Memory.available(needed);
            if (needed > available) {
                throw new DataException(file.toString(), "", header.count() + " values need " + Memory.megabytes(needed) + " MB and "
                        + Memory.megabytes(available) + " MB are available: give Java more memory (-Xmx)");
            }
            return array(header, in);
        } catch (EOFException e) {
            throw new DataException(file.toString(), "", "ends too early", e);
        } catch (IOException e) {
            throw new DataException(file.toString(), "", "cannot be read: " + e.getMessage(), e);
        }
    }

    static NumericArray read(String file, String place, InputStream in) throws IOException, DataException {
        return array(header(file, place, in), in);
    }

    /** What stands before the values; the type is without its byte order, and one of those that can be read. */
    private record Header(int[] shape, int count, String type, ByteOrder order, boolean fortran, int bytes) {
    }

    private static Header header(String file, String place, InputStream in) throws IOException, DataException {
        byte[] head = Npz.exactly(in, MAGIC.length + 2);
        if (!Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length) || head[6] < 1 || head[6] > 3) {
            throw new DataException(file, place, "is no .npy array of version 1 to 3");
        }
        int digits = head[6] == 1 ? 2 : 4;
        ByteBuffer size = ByteBuffer.wrap(Npz.exactly(in, digits)).order(ByteOrder.LITTLE_ENDIAN);
        int length = head[6] == 1 ? Short.toUnsignedInt(size.getShort()) : size.getInt();
        if (length < 0 || length > 1 << 20) {
            throw new DataException(file, place, "has a header of " + length + " bytes");
        }
        String text = new String(Npz.exactly(in, length), StandardCharsets.ISO_8859_1);
        Matcher type = DESCRIPTION.matcher(text);
        Matcher order = ORDER.matcher(text);
        Matcher axes = SHAPE.matcher(text);
        if (!type.find() || !order.find() || !axes.find()) {
            throw new DataException(file, place, "has the header " + oneLine(text) + ": arrays of real, integer or boolean type are allowed");
        }
        String kind = type.group(2) + type.group(3);
        if (width(kind) == 0) {
            throw new DataException(file, place, "has the type " + oneLine(kind) + ": f2, f4, f8, i1 to i8, u1 to u4 or b1 is allowed");
        }
        int[] shape = shape(file, place, axes.group(1));
        return new Header(shape, count(file, place, shape), kind, type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                order.group(1).equals("True"), head.length + digits + length);
    }

    private static int[] shape(String file, String place, String axes) throws DataException {
        try {
            return Arrays.stream(axes.split(",")).map(String::strip).filter(s -> !s.isEmpty()).mapToInt(Integer::parseInt).toArray();
        } catch (NumberFormatException e) {
            throw new DataException(file, place, "has the shape (" + oneLine(axes) + "): lengths up to " + Integer.MAX_VALUE + " are allowed", e);
        }
    }

    /** At most 200 printable characters of a header, for messages. */
    private static String oneLine(String text) {
        String line = text.replaceAll("[^ -~]+", " ").strip();
        return line.length() <= 200 ? line : line.substring(0, 197) + "...";
    }

    private static NumericArray array(Header header, InputStream in) throws IOException {
        double[] values = values(in, header.type(), header.order(), header.count());
        int[] shape = header.shape();
        return header.fortran() && shape.length > 1 ? fromFortran(values, shape)
                : NumericArray.owned(values, shape.length == 0 ? new int[] {1} : shape).reshape(shape);
    }

    private static int count(String file, String place, int[] shape) throws DataException {
        long count = 1;
        for (int size : shape) {
            count *= size;
            if (count > Integer.MAX_VALUE - 8) {
                throw new DataException(file, place, "has the shape " + Arrays.toString(shape) + ": at most "
                        + (Integer.MAX_VALUE - 8) + " values are allowed");
            }
        }
        return (int) count;
    }

    private static double[] values(InputStream in, String type, ByteOrder order, int count) throws IOException {
        int width = width(type);
        // grows with what the stream really holds, so that a header that lies cannot exhaust the memory
        double[] values = new double[Math.min(count, CHUNK)];
        byte[] chunk = new byte[CHUNK];
        for (int done = 0; done < count;) {
            int now = Math.min(count - done, CHUNK / width);
            if (in.readNBytes(chunk, 0, now * width) < now * width) {
                throw new EOFException();
            }
            if (done + now > values.length) {
                values = Arrays.copyOf(values, (int) Math.min(count, Math.max(done + now, 2L * values.length)));
            }
            ByteBuffer buffer = ByteBuffer.wrap(chunk).order(order);
            for (int i = 0; i < now; i++) {
                values[done + i] = next(buffer, type);
            }
            done += now;
        }
        return values.length == count ? values : Arrays.copyOf(values, count);
    }

    private static int width(String type) {
        return switch (type) {
            case "f8", "i8" -> 8;
            case "f4", "i4", "u4" -> 4;
            case "f2", "i2", "u2" -> 2;
            case "i1", "u1", "b1" -> 1;
            default -> 0;
        };
    }

    private static double next(ByteBuffer buffer, String type) {
        return switch (type) {
            case "f8" -> buffer.getDouble();
            case "f4" -> buffer.getFloat();
            case "f2" -> Float.float16ToFloat(buffer.getShort());
            case "i8" -> buffer.getLong();
            case "i4" -> buffer.getInt();
            case "u4" -> Integer.toUnsignedLong(buffer.getInt());
            case "i2" -> buffer.getShort();
            case "u2" -> Short.toUnsignedInt(buffer.getShort());
            case "u1", "b1" -> Byte.toUnsignedInt(buffer.get());
            default -> buffer.get();
        };
    }

    private static NumericArray fromFortran(double[] values, int[] shape) {
        double[] ordered = new double[values.length];
        int[] index = new int[shape.length];
        for (double value : values) {
            int flat = 0;
            for (int axis = 0; axis < shape.length; axis++) {
                flat = flat * shape[axis] + index[axis];
            }
            ordered[flat] = value;
            for (int axis = 0; axis < shape.length && ++index[axis] == shape[axis]; axis++) {
                index[axis] = 0;
            }
        }
        return NumericArray.owned(ordered, shape);
    }
}
