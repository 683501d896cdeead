package tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What came from outside, in a postmortem's Markdown. */
class PostmortemTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "valine-prod-db-connections 93 (threshold 80)",
                "<script>alert(1)</script>",
                "[a link](https://evil.example) and ![an image](https://evil.example/x.png)",
                "**bold** _em_ `code` ~~gone~~ ``` fence",
                "| another | cell | \\| and \\\\",
                "# a heading",
                "- a list",
                "+ a list",
                "1. a list",
                "12) a list",
                "=====",
                "> a quote",
                "<https://evil.example> &lt;b&gt; &#64;"
            })
    void is_shown_as_it_is_and_is_no_markup(String hostile) {
        var document = Parser.builder().build().parse(Markdown.line(hostile, 500) + "\n");

        var leaves = new ArrayList<Node>();
        leaves(document, leaves);
        assertThat(leaves).allMatch(Text.class::isInstance);
        assertThat(leaves).allMatch(leaf -> leaf.getParent().getParent().equals(document));
        assertThat(String.join(
                                "",
                                leaves.stream()
                                        .map(leaf -> ((Text) leaf).getLiteral())
                                        .toList())
                        .replace("\u2060", ""))
                .isEqualTo(hostile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@everyone", "mail ann@evil.example", "www.evil.example", "https://evil.example"})
    void mentions_nobody_and_becomes_no_address(String hostile) {
        assertThat(Markdown.line(hostile, 500)).doesNotContain("@e", "www.", "://");
        assertThat(Markdown.line(hostile, 500).replace("\\", "").replace("\u2060", ""))
                .isEqualTo(hostile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202egnp.exe", "a\u0000b", "a\nb", "a\u2028b"})
    void has_nothing_that_hides_or_breaks_a_line(String hostile) {
        assertThat(Markdown.line(hostile, 500)).doesNotContain("\u202e", "\u0000", "\n", "\u2028");
    }

    private static void leaves(Node node, List<Node> leaves) {
        if (node.getFirstChild() == null) {
            leaves.add(node);
        }
        for (var child = node.getFirstChild(); child != null; child = child.getNext()) {
            leaves(child, leaves);
        }
    }
}
