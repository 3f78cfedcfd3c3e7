package org.paramscope.study;

import org.w3c.dom.Document;

/** One step from a file format to the next; steps are chained, each is one class. */
interface Migration {

    /** The format that this step reads; it leaves format {@code from() + 1}. */
    int from();

    /** Rewrites the document in place; the format number is advanced by the caller. */
    void migrate(Document document);
}
