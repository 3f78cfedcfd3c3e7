package org.paramscope.study;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Replaces a file as a whole or not at all: the bytes go to a temporary file of the same folder, are forced to
 * the disk, and take the file's name in one step. After any failure the former file is what it was. (The like in the
 * data bundle would bring numerical libraries with it; a study needs none.)
 */
final class AtomicFile {

    /** How bytes reach an open file; tests put failures here. */
    @FunctionalInterface
    interface Output {
        void write(FileChannel channel, ByteBuffer bytes) throws IOException;
    }

    private AtomicFile() {
    }

    /**
     * Writes the whole file.
     *
     * @throws IOException with a message that says why: the disk is full, the folder is read-only, no such folder
     */
    static void write(Path file, byte[] bytes) throws IOException {
        write(file, bytes, AtomicFile::writeAll);
    }

    static void write(Path file, byte[] bytes, Output output) throws IOException {
        Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !Files.isWritable(target)) {
            throw new IOException("the file is read-only; save under another name");
        }
        Path temporary = null;
        try {
            temporary = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".tmp");
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                output.write(channel, ByteBuffer.wrap(bytes));
                channel.force(true);
            }
            copyPermissions(target, temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            temporary = null;
            forceFolder(target.getParent());
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw new IOException(WriteFailure.explain(target, bytes.length, e), e);
        } finally {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** A temporary file is private to its owner; the file it becomes keeps its rights, or gets usual ones. */
    private static void copyPermissions(Path target, Path temporary) throws IOException {
        if (!temporary.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.exists(target) ? Files.getPosixFilePermissions(target)
                : Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        Files.setPosixFilePermissions(temporary, permissions);
    }

    /** The new name is on the disk only when the folder is; systems that cannot open a folder do so themselves. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows refuses to open folders; the rename itself has succeeded, which is what callers rely on.
            return;
        }
    }
}
