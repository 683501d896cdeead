package tocsin.tests.bench;

/** How DynamoDB reckons its request units from sizes in bytes. */
final class Units {
    private static final int READ = 4 * 1024;
    private static final int WRITTEN = 1024;

    private Units() {}

    /** Of a strongly consistent read; what is not there costs as much as the smallest row. */
    static long read(long bytes) {
        return atLeastOne(bytes, READ);
    }

    /** Of a read of an index, which is eventually consistent. */
    static double readOfIndex(long bytes) {
        return atLeastOne(bytes, READ) / 2.0;
    }

    /**
     * Of a write, by the larger of what stood there and what stands there now.
     *
     * @param together in a transaction: each row is written twice underneath
     */
    static long write(long before, long after, boolean together) {
        return atLeastOne(Math.max(before, after), WRITTEN) * (together ? 2 : 1);
    }

    private static long atLeastOne(long bytes, int unit) {
        return Math.max(1, Math.ceilDiv(bytes, unit));
    }
}
