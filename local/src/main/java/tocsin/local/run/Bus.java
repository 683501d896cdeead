package tocsin.local.run;

import java.util.ArrayList;
import java.util.List;
import software.amazon.event.ruler.Ruler;

/** An EventBridge bus and its rules. */
public final class Bus {
    private final List<Rule> rules;

    /** @param pattern as the rule has it, in JSON */
    public record Rule(String name, String pattern, List<Delivering> targets) {
        public Rule {
            targets = List.copyOf(targets);
        }

        boolean matches(String event) {
            try {
                return Ruler.matchesRule(event, pattern);
            } catch (Exception e) { // so it is declared
                throw new IllegalArgumentException("the pattern of rule " + name + " cannot be read: " + pattern, e);
            }
        }
    }

    public Bus(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Gives the event to the targets of every rule that matches; says which did. */
    public List<String> put(String event) {
        List<String> matched = new ArrayList<>();
        for (var rule : rules) {
            if (rule.matches(event)) {
                rule.targets().forEach(target -> target.deliver(event));
                matched.add(rule.name());
            }
        }
        return matched;
    }
}
