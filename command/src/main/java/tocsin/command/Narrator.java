package tocsin.command;

import io.avaje.json.node.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Tells a story as it happens: when by the story's own clock, who, and what, in lines that fit a terminal. */
final class Narrator {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int WIDTH = 88;
    private static final String MARGIN = " ".repeat(22);

    private final PrintWriter out;
    private final InstantSource clock;

    Narrator(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** The whole of an incident, as it is kept. */
    void story(JsonNode incident) {
        line("");
        new IncidentPrinter(out).show(incident);
        out.flush();
    }

    void tell(String who, String what) {
        tell(clock.instant(), who, what);
    }

    void tell(News news) {
        tell(news.at(), news.who(), news.what());
    }

    private void tell(Instant at, String who, String what) {
        var text = new StringBuilder(String.format("%s  %-10s  ", TIME.format(at), who));
        var column = 0;
        for (var word : IncidentPrinter.clean(what).strip().split(" +", -1)) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                text.append(System.lineSeparator()).append(MARGIN);
                column = 0;
            } else if (column > 0) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        line(text.toString());
    }
}
