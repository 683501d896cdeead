package tocsin.page;

import io.avaje.jsonb.Json;

/**
 * One page row of an incident: derived from what it is, never random, so that deciding twice makes one.
 *
 * @param generation which page of the incident; 0 for a notice
 * @param step the place in the order of those who are tried: "pager", "backup", "fallback", or a run's number for an
 *     approval, or a notice's name
 * @param person who is meant; "team" where a channel reaches all
 */
@Json
public record PageRef(int generation, String step, String person, Channel channel) {
    /** Who is meant where a channel reaches all. */
    public static final String TEAM = "team";

    /** Who is meant where all users of the product are. */
    public static final String USERS = "users";

    /** The row's name below the incident's key. */
    public String name() {
        return generation + "/" + step + "/" + person + "/" + channel.word();
    }
}
