package tocsin.tests.bench;

/**
 * What was asked of the table.
 *
 * @param requests on the wire
 * @param rowsRead rows that came back, index entries too
 * @param bytesRead their size
 * @param rowsWritten rows put, changed or deleted
 * @param readUnits DynamoDB's read request units
 * @param writeUnits DynamoDB's write request units, those of the index too
 */
record Used(long requests, long rowsRead, long bytesRead, long rowsWritten, double readUnits, long writeUnits) {
    static final Used NOTHING = new Used(0, 0, 0, 0, 0, 0);

    Used plus(Used more) {
        return new Used(
                requests + more.requests,
                rowsRead + more.rowsRead,
                bytesRead + more.bytesRead,
                rowsWritten + more.rowsWritten,
                readUnits + more.readUnits,
                writeUnits + more.writeUnits);
    }

    Used minus(Used less) {
        return new Used(
                requests - less.requests,
                rowsRead - less.rowsRead,
                bytesRead - less.bytesRead,
                rowsWritten - less.rowsWritten,
                readUnits - less.readUnits,
                writeUnits - less.writeUnits);
    }
}
