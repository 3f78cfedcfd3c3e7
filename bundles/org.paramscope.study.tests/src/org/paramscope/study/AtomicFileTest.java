package org.paramscope.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    private static final byte[] OLD = {1, 2, 3};
    private static final byte[] NEW = {4, 5, 6, 7, 8, 9};

    @TempDir
    Path folder;

    /** The write fails after any number of bytes: the former file is whole, and nothing else is left. */
    @Test
    void aFailureAtAnyByteLeavesTheFormerFile() throws IOException {
        Path file = folder.resolve("a");
        Files.write(file, OLD);
        for (int after = 0; after <= NEW.length; after++) {
            int limit = after;
            IOException e = assertThrows(IOException.class, () -> AtomicFile.write(file, NEW, (channel, bytes) -> {
                channel.write(ByteBuffer.wrap(NEW, 0, limit));
                throw new IOException("No space left on device");
            }));
            assertTrue(e.getMessage().contains("the disk is full (6 bytes are needed"), e.getMessage());
            assertArrayEquals(OLD, Files.readAllBytes(file));
            assertEquals(1, count());
        }
    }

    @Test
    void aFailureLeavesNoFileWhereThereWasNone() throws IOException {
        assertThrows(IOException.class, () -> AtomicFile.write(folder.resolve("b"), NEW, (channel, bytes) -> {
            throw new IOException("No space left on device");
        }));
        assertEquals(0, count());
    }

    @Test
    void aReadOnlySystemIsNamed() {
        IOException e = assertThrows(IOException.class, () -> AtomicFile.write(folder.resolve("b"), NEW, (channel, bytes) -> {
            throw new ReadOnlyFileSystemException();
        }));
        assertTrue(e.getMessage().contains("the folder is read-only"), e.getMessage());
        assertTrue(WriteFailure.explain(folder, 1, new AccessDeniedException("x")).contains("read-only"));
    }

    @Test
    void aReadOnlyFileIsKept() throws IOException {
        Path file = folder.resolve("a");
        Files.write(file, OLD);
        assumeTrue(file.toFile().setReadOnly());
        assumeTrue(!Files.isWritable(file), "the superuser may write to every file");
        assertThrows(IOException.class, () -> AtomicFile.write(file, NEW));
        assertArrayEquals(OLD, Files.readAllBytes(file));
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = folder.resolve("a");
        Files.write(file, OLD);
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, file);
        AtomicFile.write(link, NEW);
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(NEW, Files.readAllBytes(file));
    }

    @Test
    void rightsOfTheFileStay() throws IOException {
        Path file = folder.resolve("a");
        Files.write(file, OLD);
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        AtomicFile.write(file, NEW);
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    private long count() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
