package org.paramscope.estimators.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paramscope.data.DataException;
import org.paramscope.data.Memory;
import org.paramscope.data.NumericArray;

/**
 * The .safetensors format (Hugging Face 2022): the length of a header in 8 bytes, the header in JSON, then the values of all
 * tensors, little-endian and in C order. Whatever the header says is held against the length of the file before anything is
 * allocated.
 */
public final class SafeTensors {

    /** Longest header that the reference implementation reads. */
    private static final long LONGEST_HEADER = 100_000_000;
    private static final int LENGTH = 8;
    private static final int CHUNK = 1 << 16;

    private SafeTensors() {
    }

    /**
     * Reads all tensors, in the order of their values in the file. Values of real type (16 to 64 bits, bfloat16 among them),
     * integers and truth values are converted to float64, exactly but for 64-bit integers beyond 2^53.
     *
     * @throws DataException when the file is missing, no such file, damaged, holds other types, or does not fit into memory
     */
    public static Map<String, NumericArray> read(Path file) throws DataException {
        if (!Files.isRegularFile(file)) {
            throw new DataException(file.toString(), "", Files.exists(file) ? "is no file" : "there is no such file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer header = header(file, channel, size);
            long begin = LENGTH + (long) header.capacity();
            List<TensorHeader> tensors = TensorHeader.read(file, new String(header.array(), StandardCharsets.UTF_8), size - begin);
            long needed = 2L * Double.BYTES * tensors.stream().mapToLong(TensorHeader::count).sum();
            if (needed > Memory.available(needed)) {
                throw new DataException(file.toString(), "", "needs " + Memory.megabytes(needed) + " MB and "
                        + Memory.megabytes(Memory.available(needed)) + " MB are available: give Java more memory (-Xmx)");
            }
            Map<String, NumericArray> values = new LinkedHashMap<>();
            channel.position(begin);
            for (TensorHeader tensor : tensors) {
                values.put(tensor.name(), values(channel, tensor));
            }
            return values;
        } catch (EOFException e) {
            throw new DataException(file.toString(), "", "ends too early", e);
        } catch (IOException e) {
            throw new DataException(file.toString(), "", "cannot be read: " + e.getMessage(), e);
        }
    }

    private static ByteBuffer header(Path file, FileChannel channel, long size) throws IOException, DataException {
        if (size < LENGTH + 2) {
            throw new DataException(file.toString(), "", "is no .safetensors file: it has " + size + " bytes");
        }
        long length = exactly(channel, ByteBuffer.allocate(LENGTH)).getLong();
        if (length < 2 || length > Math.min(LONGEST_HEADER, size - LENGTH)) {
            throw new DataException(file.toString(), "header", "its length is given as " + Long.toUnsignedString(length)
                    + " bytes: 2 to " + Math.min(LONGEST_HEADER, size - LENGTH) + " are possible in this file");
        }
        return exactly(channel, ByteBuffer.allocate((int) length));
    }

    private static ByteBuffer exactly(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static NumericArray values(FileChannel channel, TensorHeader tensor) throws IOException {
        double[] values = new double[(int) tensor.count()];
        int width = tensor.type().bytes();
        for (int done = 0; done < values.length;) {
            int now = Math.min(values.length - done, CHUNK / width);
            ByteBuffer buffer = exactly(channel, ByteBuffer.allocate(now * width));
            for (int i = 0; i < now; i++) {
                values[done + i] = tensor.type().next(buffer);
            }
            done += now;
        }
        int[] shape = tensor.shape();
        return NumericArray.owned(values, shape.length == 0 ? new int[] {1} : shape).reshape(shape);
    }

    /** Types of values. */
    enum Type {
        F64(8), F32(4), F16(2), BF16(2), I64(8), I32(4), I16(2), I8(1), U32(4), U16(2), U8(1), BOOL(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        int bytes() {
            return bytes;
        }

        double next(ByteBuffer buffer) {
            return switch (this) {
                case F64 -> buffer.getDouble();
                case F32 -> buffer.getFloat();
                case F16 -> Float.float16ToFloat(buffer.getShort());
                // the upper half of a float32
                case BF16 -> Float.intBitsToFloat(buffer.getShort() << 16);
                case I64 -> buffer.getLong();
                case I32 -> buffer.getInt();
                case I16 -> buffer.getShort();
                case I8 -> buffer.get();
                case U32 -> Integer.toUnsignedLong(buffer.getInt());
                case U16 -> Short.toUnsignedInt(buffer.getShort());
                case U8, BOOL -> Byte.toUnsignedInt(buffer.get());
            };
        }

        static String allowed() {
            return String.join(", ", Arrays.stream(values()).map(Enum::name).toList());
        }
    }
}
