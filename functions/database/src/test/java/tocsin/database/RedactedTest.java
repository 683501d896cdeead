package tocsin.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '#',
            value = {
                "select * from t1 where a = 'x' and b2 = 42 ~ select * from t1 where a = ? and b2 = ?",
                "select 'it''s', 1.5e-3, 0x1F, .5 ~ select ?, ?, ?, ?",
                "update \"User 1\" set \"it's\" = 'x' ~ update \"User 1\" set \"it's\" = ?",
                "select E'it\\'s' || 'more' from t ~ select ? || ? from t",
                "do $a$ begin 'x' end $a$ , $$y$$ ~ do ? , ?",
                "select $1, a$b from t ~ select $?, a$b from t",
                "select 1 -- 'secret ~ select ?",
                "select /* a /* 'b */ c */ x ~ select x",
                "alter role x password 'y' ~ alter role x password ?",
            })
    void literals_are_left_out_and_names_stay(String query, String shown) {
        assertThat(Redacted.query(query)).isEqualTo(shown);
    }

    /** PostgreSQL cuts what it shows of a query, so a literal may lack its end; or its end may be in doubt. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'hunter2",
                "select E'a\\'hunter2",
                "select E'hunter2\\",
                "select $x$ hunter2",
                "select $$hunter2",
                "select \"hunter2",
                "select /* hunter2",
                "select /* /* */ hunter2",
                "select 'C:\\', 'hunter2'",
                "select 'a\\' hunter2', 'b'",
                "select U&'hunter2'",
                "select x'2', N'hunter2', b'1'",
            })
    void what_is_in_doubt_is_left_out(String query) {
        assertThat(Redacted.query(query)).startsWith("select").doesNotContain("hunter2");
    }

    @Test
    void eighty_characters_are_the_most_and_stand_on_one_line() {
        assertThat(Redacted.query("select\n\t" + "a, ".repeat(500)))
                .hasSizeLessThanOrEqualTo(80)
                .startsWith("select a, a,");
        assertThat(Redacted.query("")).isEmpty();
    }
}
