package org.paramscope.data;

/**
 * Contract of a contribution that opens data.
 *
 * @param <S> its settings: a record with a no-argument constructor that gives the defaults
 */
public interface Dataset<S extends Record> {

    /**
     * Opens the recording.
     *
     * @throws DataException when the data cannot be read: which file, where in it, what is wrong
     * @throws CancelledException when the user cancelled
     */
    Recording open(S settings, Progress progress) throws DataException;
}
