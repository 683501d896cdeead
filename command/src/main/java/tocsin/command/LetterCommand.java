package tocsin.command;

import io.avaje.json.node.JsonNodeMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a day was like. */
@Command(
        name = "letter",
        description = "What a day was like: what paged, what would have (paging: shadow), what was left out, and why.",
        mixinStandardHelpOptions = true)
final class LetterCommand extends OnCallCommand {
    @Option(
            names = "--day",
            paramLabel = "DAY",
            description = "As 2026-03-01, by the clocks of tocsin.yaml's zone; today where it is not given.")
    private String day = "";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public void run() {
        var letter = api().get("/api/v1/letter" + (day.isEmpty() ? "" : "?day=" + part(day)));
        if (json) {
            say(JsonNodeMapper.builder().build().toJson(letter));
            return;
        }
        say(IncidentPrinter.clean(letter.extract("summary", "")));
        for (var section : elements(letter.extractNode("sections", letter))) {
            say("");
            say(IncidentPrinter.clean(section.extract("heading", "")));
            section.extract("text", "").lines().forEach(line -> say("  " + IncidentPrinter.clean(line.strip())));
        }
    }
}
