package tocsin.relay;

import org.jspecify.annotations.Nullable;

/**
 * What became of one batch of the stream.
 *
 * @param odd records that could not be read: passed over, for the row itself is what counts
 * @param failed messages that no queue took
 * @param again the sequence number from which on the stream must tell again; null where all was sent
 */
record Relayed(
        int records,
        int sent,
        int odd,
        int failed,
        @Nullable String again) {}
