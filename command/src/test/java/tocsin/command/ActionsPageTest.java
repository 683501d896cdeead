package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tocsin.action.Action;
import tocsin.action.Actions;

class ActionsPageTest {
    @Test
    void the_page_is_made_from_the_actions() throws IOException {
        assertThat(Files.readString(Path.of("../docs/actions.md")))
                .as("after a change: ./tocsin actions --markdown > docs/actions.md")
                .isEqualTo(ActionsPage.of(Actions.BUILT));
    }

    @Test
    void every_change_says_how_it_is_taken_back_or_why_it_stays() {
        assertThat(Actions.BUILT.all())
                .filteredOn(action -> action.kind() == Action.Kind.CHANGES && !action.undoable())
                .allSatisfy(
                        action -> assertThat(action.stays()).as(action.name()).isNotEqualTo("cannot be taken back"));
    }

    @Test
    void each_form_tells_of_every_action() {
        for (var form : new String[][] {{"actions"}, {"actions", "--json"}, {"actions", "--markdown"}}) {
            var said = new StringWriter();

            assertThat(Main.commandLine().setOut(new PrintWriter(said)).execute(form))
                    .isZero();

            Actions.BUILT.all().forEach(action -> assertThat(said.toString()).contains(action.name()));
        }
    }
}
