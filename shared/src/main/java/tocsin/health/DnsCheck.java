package tocsin.health;

import java.util.List;
import tocsin.action.Action.Parameter;

/** A name leads somewhere. */
final class DnsCheck implements CheckKind {
    private static final String NAME = "name";
    private static final int MOST_SHOWN = 3;

    @Override
    public String name() {
        return "dns";
    }

    @Override
    public String about() {
        return "A name of DNS has an address.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Forms.needed(NAME, Forms.form("name", "a host's name", text -> text.matches("[A-Za-z0-9.-]{1,253}"))));
    }

    @Override
    public Seen look(Look look) {
        var name = look.text(NAME);
        var addresses = look.outside().addresses(name, look.task().timeout());
        return addresses.isEmpty()
                ? Seen.unwell(name + " has no address")
                : Seen.well(name + " is "
                        + String.join(", ", addresses.stream().limit(MOST_SHOWN).toList()));
    }
}
