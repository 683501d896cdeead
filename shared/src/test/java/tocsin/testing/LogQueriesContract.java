package tocsin.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Refusals.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.cloud.Logs.Results.Status;

/** What Logs Insights promises, too: it is apart because moto answers at once and knows no filter. */
public abstract class LogQueriesContract extends LogsContract {
    @Test
    void a_query_takes_its_time() {
        var query = start(QUERY);

        assertThat(logs().results(PLACE, query, TIMEOUT).status()).isEqualTo(Status.RUNNING);
        settle();
        assertThat(logs().results(PLACE, query, TIMEOUT).status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    void a_query_filters_by_what_a_line_is_like() {
        var query = start("fields @timestamp, @message | filter @message like /(?i)error/"
                + " | sort @timestamp desc | limit 20");
        settle();

        assertThat(logs().results(PLACE, query, TIMEOUT).rows())
                .extracting(List::getLast)
                .containsExactly("ERROR no connection again", "ERROR no connection");
    }

    @Test
    void a_query_that_was_never_begun_is_refused() {
        assertRefused(() -> logs().results(PLACE, "another", TIMEOUT));
    }
}
