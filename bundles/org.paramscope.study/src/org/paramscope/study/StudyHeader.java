package org.paramscope.study;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** What a file says of itself before it is loaded: that it is complete XML, a study, and of which format. */
record StudyHeader(int format) {

    private static final String NAMESPACE = "http://paramscope.org/study/";

    /** Reads the whole file once, so that a truncated one is told from a wrong one, and nothing external is opened. */
    static StudyHeader of(Path file, byte[] bytes) throws StudyException {
        if (bytes.length == 0) {
            throw new StudyException(file, "is empty; a study begins with <?xml", null);
        }
        if (!startsLikeXml(bytes)) {
            throw new StudyException(file, "is not XML; a study is a text file that begins with <?xml", null);
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        StudyHeader header = null;
        boolean closed = false;
        int line = 1;
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            int depth = 0;
            while (reader.hasNext()) {
                int event = reader.next();
                line = reader.getLocation().getLineNumber();
                if (event == XMLStreamConstants.DTD) {
                    throw new StudyException(file, line, "is no study: it has a document type", null);
                } else if (event == XMLStreamConstants.START_ELEMENT && depth++ == 0) {
                    header = root(file, reader);
                } else if (event == XMLStreamConstants.END_ELEMENT && --depth == 0) {
                    closed = true;
                }
            }
        } catch (XMLStreamException e) {
            int place = e.getLocation() == null ? line : e.getLocation().getLineNumber();
            boolean end = !closed && atEnd(bytes, e);
            throw new StudyException(file, place, end ? "is truncated: the XML ends in the middle; restore a copy"
                    : "is not well-formed XML: " + lastLine(e.getMessage()), e);
        }
        return header;
    }

    private static StudyHeader root(Path file, XMLStreamReader reader) throws StudyException {
        String namespace = String.valueOf(reader.getNamespaceURI());
        if (!namespace.startsWith(NAMESPACE) || !reader.getLocalName().equals("Study")) {
            throw new StudyException(file, reader.getLocation().getLineNumber(),
                    "is no study: its root is <" + reader.getLocalName() + ">, a study's root is <study:Study>", null);
        }
        String version = reader.getAttributeValue(null, "formatVersion");
        try {
            int named = Integer.parseInt(namespace.substring(NAMESPACE.length()));
            int format = version == null ? named : Integer.parseInt(version);
            return new StudyHeader(named > StudyFiles.FORMAT ? Math.max(named, format) : format);
        } catch (NumberFormatException e) {
            throw new StudyException(file, "has the format '" + version + "' of " + namespace
                    + "; allowed is a whole number from 1 to " + StudyFiles.FORMAT, e);
        }
    }

    private static boolean startsLikeXml(byte[] bytes) {
        int i = bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF ? 3 : 0;
        while (i < bytes.length && Character.isWhitespace(bytes[i])) {
            i++;
        }
        return i < bytes.length && bytes[i] == '<';
    }

    /** Whether the parser gave up because nothing followed. */
    private static boolean atEnd(byte[] bytes, XMLStreamException e) {
        int offset = e.getLocation() == null ? -1 : e.getLocation().getCharacterOffset();
        return offset < 0 || offset >= new String(bytes, java.nio.charset.StandardCharsets.UTF_8).stripTrailing().length() - 1;
    }

    private static String lastLine(String message) {
        String[] lines = String.valueOf(message).split("\\R");
        return lines[lines.length - 1].replaceFirst("^Message: ", "");
    }

    /** The file's bytes, brought from its format to the current one step by step. */
    static byte[] migrate(Path file, byte[] bytes, int from, int to, List<Migration> migrations) throws StudyException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
            for (int format = from; format < to; format++) {
                int step = format;
                Migration migration = migrations.stream().filter(m -> m.from() == step).findFirst().orElseThrow(
                        () -> new StudyException(file, "was written by format " + step + ", which nothing migrates", null));
                migration.migrate(document);
                document.getDocumentElement().setAttribute("formatVersion", Integer.toString(format + 1));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            TransformerFactory.newDefaultInstance().newTransformer().transform(new DOMSource(document), new StreamResult(out));
            return out.toByteArray();
        } catch (SAXException | IOException | ParserConfigurationException | TransformerException e) {
            throw new StudyException(file, "cannot be migrated from format " + from + ": " + e.getMessage(), e);
        }
    }
}
