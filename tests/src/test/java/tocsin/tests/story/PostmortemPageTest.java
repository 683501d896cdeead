package tocsin.tests.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.json.node.JsonNodeMapper;
import io.avaje.json.node.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tocsin.testing.Interference;

/**
 * docs/postmortem.md shows the draft of the demo's incident as it comes out. With {@code -Dtocsin.write=true} it is
 * written anew, to be looked at before it is believed.
 */
class PostmortemPageTest {
    private static final Path PAGE = Path.of(System.getProperty("tocsin.root", "."), "docs/postmortem.md");
    private static final String DRAFT = "<!-- what follows comes out of it -->\n";
    private static final String ANN = "arn:aws:iam::111122223333:user/ann";

    @Test
    void it_shows_the_draft_of_a_full_pool_as_it_comes_out() throws IOException {
        var world = new World(Valine.paging(), new Interference() {});
        Story.RUN.happens().accept(world);
        var page = Files.readString(PAGE);
        var shown = page.substring(0, page.indexOf(DRAFT) + DRAFT.length()) + draft(world);
        if (Boolean.getBoolean("tocsin.write")) {
            Files.writeString(PAGE, shown);
            page = shown;
        }

        assertThat(page).isEqualTo(shown);
    }

    private static String draft(World world) {
        world.pass(Duration.ofMinutes(1));
        var answer = world.http("GET", "/api/v1/incidents/db-1/postmortem", JsonObject.create(), "", ANN);
        return JsonNodeMapper.builder()
                .build()
                .fromJsonObject(answer.extract("body"))
                .extract("markdown");
    }
}
