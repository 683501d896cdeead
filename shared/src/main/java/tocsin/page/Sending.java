package tocsin.page;

/** What is to be asked of a channel now, so that it is as the row wants it; and what is confirmed by that. */
public sealed interface Sending {
    Wanted confirms();

    /** The channel is asked. */
    record Send(Event event, Wanted confirms) implements Sending {}

    /** Nothing is to be sent: what is wanted holds already. */
    record Nothing(Wanted confirms, String because) implements Sending {}

    /** Decides it by the row as it stands after it was claimed. */
    static Sending of(PageState page, Channel channel) {
        var wanted = page.wanted();
        if (page.confirmed() == wanted && page.confirmedRevision() == page.revision()) {
            return new Nothing(wanted, "confirmed before");
        }
        if (wanted == Wanted.TRIGGERED) {
            return new Send(Event.TRIGGER, wanted);
        }
        if (wanted == Wanted.DROPPED) {
            return new Nothing(wanted, "not wanted any more");
        }
        if (channel != Channel.PAGERDUTY) {
            return new Nothing(wanted, "what was sent by " + channel.word() + " cannot be taken back");
        }
        if (page.attempts() <= 1 && page.confirmed() == null) {
            return new Nothing(wanted, "was never sent");
        }
        if (wanted == Wanted.RESOLVED) {
            return new Send(Event.RESOLVE, wanted);
        }
        // Acknowledged before, and it says something new: a trigger on an acknowledged key is noted and rings nobody.
        var says = page.confirmed() == Wanted.ACKNOWLEDGED;
        return new Send(says ? Event.TRIGGER : Event.ACKNOWLEDGE, wanted);
    }
}
