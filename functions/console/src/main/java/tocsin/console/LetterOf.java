package tocsin.console;

import io.avaje.json.node.JsonArray;
import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tocsin.Ports;
import tocsin.letter.Letters;
import tocsin.page.Cleaned;

/** The letter of a day, whenever somebody wants to read it. */
final class LetterOf {
    private static final JsonNodeMapper JSON = JsonNodeMapper.builder().build();
    private static final int MOST_SHOWN = 40;

    private final Ports ports;
    private final Books books;
    private final Letters letters;

    LetterOf(Ports ports, Books books) {
        this.ports = ports;
        this.books = books;
        letters = new Letters(ports.table(), books.ledger(), books.documents(), books.configuration(), books.triage());
    }

    Response letter(Request request) {
        var zone = books.configuration().zone();
        var today = ports.clock().instant().atZone(zone).toLocalDate();
        var letter = letters.of(day(request.query().get("day"), today));
        var sections = JsonArray.create();
        letter.sections()
                .forEach((heading, text) ->
                        sections.add(JsonObject.create().add("heading", heading).add("text", text)));
        return Response.json(
                JSON.toJson(JsonObject.create().add("summary", letter.summary()).add("sections", sections)));
    }

    private static LocalDate day(@Nullable String text, LocalDate today) {
        if (text == null) {
            return today;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException none) {
            throw new BadRequest("day: '" + Cleaned.line(text, MOST_SHOWN) + "' is no day such as " + today);
        }
    }
}
