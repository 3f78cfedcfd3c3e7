package org.paramscope.study;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.emf.ecore.xmi.XMLResource;
import org.eclipse.emf.ecore.xmi.impl.XMIResourceImpl;

/**
 * Reads and writes study files (*.paramscope): UTF-8 XMI, the same bytes for the same study. Saving is atomic;
 * a failure leaves the user's file as it was.
 */
public final class StudyFiles {

    /** Extension of study files, without the dot. */
    public static final String EXTENSION = "paramscope";

    /** The format that this version writes; it reads all formats up to this one. */
    public static final int FORMAT = 1;

    private static final List<Migration> MIGRATIONS = List.of();

    private StudyFiles() {
    }

    /**
     * Reads a study.
     *
     * @throws StudyException when there is no such file, or it is truncated, no XML, no study, or of a newer format
     */
    public static Study load(Path file) throws StudyException {
        return load(file, FORMAT, MIGRATIONS);
    }

    static Study load(Path file, int format, List<Migration> migrations) throws StudyException {
        byte[] bytes = read(file);
        StudyHeader header = StudyHeader.of(file, bytes);
        if (header.format() > format) {
            throw new StudyException(file, "was written by format " + header.format()
                    + "; this Paramscope reads up to " + format + "; install a newer Paramscope", null);
        }
        if (header.format() < format) {
            bytes = StudyHeader.migrate(file, bytes, header.format(), format, migrations);
        }
        return parse(file, bytes);
    }

    /**
     * Writes a study, whole or not at all.
     *
     * @throws StudyException when the file or its folder is read-only, or the disk is full
     */
    public static void save(Study study, Path file) throws StudyException {
        try {
            AtomicFile.write(file, bytes(study));
        } catch (IOException e) {
            throw new StudyException(file, "cannot be written: " + e.getMessage(), e);
        }
    }

    /** The bytes of a study file. */
    public static byte[] bytes(Study study) {
        study.setFormatVersion(FORMAT);
        XMIResourceImpl resource = new XMIResourceImpl();
        resource.getContents().add(EcoreUtil.copy(study));
        Map<Object, Object> options = new HashMap<>();
        options.put(XMLResource.OPTION_ENCODING, "UTF-8");
        options.put(XMLResource.OPTION_KEEP_DEFAULT_CONTENT, Boolean.TRUE);
        options.put(Resource.OPTION_LINE_DELIMITER, "\n");
        options.put(XMLResource.OPTION_LINE_WIDTH, 100);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            resource.save(out, options);
        } catch (IOException e) {
            throw new IllegalStateException("a study has a value that XML cannot hold: " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    private static byte[] read(Path file) throws StudyException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new StudyException(file, "no such file", e);
        } catch (AccessDeniedException e) {
            throw new StudyException(file, "may not be read; check its rights", e);
        } catch (IOException e) {
            String what = Files.isDirectory(file) ? "is a folder; a study is a file *." + EXTENSION : e.getMessage();
            throw new StudyException(file, what, e);
        } catch (OutOfMemoryError e) {
            throw new StudyException(file, "is too large to be a study", e);
        }
    }

    private static Study parse(Path file, byte[] bytes) throws StudyException {
        StudyPackage.eINSTANCE.getNsURI();
        XMIResourceImpl resource = new XMIResourceImpl(URI.createFileURI(file.toAbsolutePath().toString()));
        try {
            resource.load(new ByteArrayInputStream(bytes), Map.of());
        } catch (IOException | RuntimeException e) {
            if (resource.getErrors().isEmpty()) {
                throw new StudyException(file, "is no study: " + LoadProblem.firstLine(e.getMessage()), e);
            }
        }
        if (!resource.getErrors().isEmpty()) {
            Resource.Diagnostic error = resource.getErrors().get(0);
            throw new StudyException(file, error.getLine(), "is no valid study: " + LoadProblem.say(error), null);
        }
        if (resource.getContents().size() == 1 && resource.getContents().get(0) instanceof Study study) {
            if (study.getSearch() == null) {
                // files from before there was a search
                study.setSearch(StudyFactory.eINSTANCE.createSearchNode());
            }
            return study;
        }
        throw new StudyException(file, "is no study: its root is not <study:Study>", null);
    }
}
