package tocsin.page;

/** What is to be asked of a channel now, so that it is as the row wants it; and what is confirmed by that. */
public sealed interface Sending {
    Wanted confirms();

    /** The channel is asked. */
    record Send(Event event, Wanted confirms) implements Sending {}

    /** It rings, and is asked what has become of it. */
    record Look(String handle, Wanted confirms) implements Sending {}

    /** Nothing is to be sent: what is wanted holds already. */
    record Nothing(Wanted confirms, String because) implements Sending {}

    /** Decides it by the row as it stands after it was claimed. */
    static Sending of(PageState page, Channel channel) {
        var wanted = page.wanted();
        if (page.confirmed() == wanted && page.confirmedRevision() == page.revision()) {
            var handle = page.handle();
            return follows(channel, wanted) && handle != null
                    ? new Look(handle, wanted)
                    : new Nothing(wanted, "confirmed before");
        }
        return switch (wanted) {
            case TRIGGERED -> new Send(Event.TRIGGER, wanted);
            case ACKNOWLEDGED, RESOLVED -> after(page, channel);
            case DROPPED ->
                // what goes on by itself is stopped
                channel == Channel.PUSHOVER && maybeSent(page)
                        ? new Send(Event.RESOLVE, wanted)
                        : new Nothing(wanted, "not wanted any more");
        };
    }

    /** Whether what was sent is asked for afterwards: of PagerDuty's its webhook tells. */
    static boolean follows(Channel channel, Wanted wanted) {
        return channel == Channel.PUSHOVER && wanted == Wanted.TRIGGERED;
    }

    private static Sending after(PageState page, Channel channel) {
        var wanted = page.wanted();
        var event = wanted == Wanted.RESOLVED ? Event.RESOLVE : Event.ACKNOWLEDGE;
        return switch (channel.manner()) {
            case ONCE -> new Nothing(wanted, "what was sent by " + channel.word() + " cannot be taken back");
            case EDITED, REPEATED -> new Send(event, wanted);
            case KEYED ->
                maybeSent(page) ? new Send(said(page, channel, event), wanted) : new Nothing(wanted, "was never sent");
        };
    }

    /**
     * Acknowledged before, and it says something new: a trigger on a key that is acknowledged at PagerDuty is noted and
     * rings nobody. On a key that it never took it would ring, and Pushover has no keys.
     */
    private static Event said(PageState page, Channel channel, Event event) {
        var noted = channel == Channel.PAGERDUTY
                && event == Event.ACKNOWLEDGE
                && page.confirmed() == Wanted.ACKNOWLEDGED
                && page.handle() != null;
        return noted ? Event.TRIGGER : event;
    }

    private static boolean maybeSent(PageState page) {
        return page.attempts() > 1 || page.confirmed() != null;
    }
}
