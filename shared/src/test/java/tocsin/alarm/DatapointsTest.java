package tocsin.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatapointsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Threshold Crossed: 1 datapoint (10.0) was greater than the threshold (1.0).                          | 10.0
            Threshold Crossed: 1 datapoint (8.60604416E8) was less than the threshold (1.0E9).                   | 8.60604416E8
            Threshold Crossed: 1 datapoint [-2.5 (25/09/22 18:49:00)] was less than the threshold (5.0).         | -2.5
            2 datapoints were not greater than the threshold (70.0). The most recent datapoints: [38.9, 40.2].   | 40.2
            2 out of the last 2 datapoints [9.0 (08/11/22 11:25:00), 7.0 (08/11/22 11:24:00)] were greater (0.0) | 9.0
            The most recent datapoints which crossed the threshold: [4.0 (30/05/18 13:35:00)] (minimum 5)        | 4.0
            1 datapoint [3.0 (08/11/22 11:25:00)] was greater and 1 missing datapoint was treated as [Breaching] | 3.0
            1 out of 1 datapoints [0.0 (03/10/19 15:58:00)] was less than the lower thresholds [0.02]            | 0.0
            no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].      |
            Insufficient Data: 3 datapoints were unknown.                                                        |
            arn:aws:cloudwatch:us-west-2:111122223333:alarm:a transitioned to ALARM (1.0)                        |
            Threshold Crossed: 1 datapoint [                                                                     |
            """)
    void the_newest_datapoint_is_found_in_the_sentence(String reason, Double newest) {
        assertThat(Datapoints.newest(Fields.NONE, reason)).isEqualTo(newest);
    }

    @Test
    void what_reason_data_says_comes_first_and_its_gaps_are_passed_over() {
        var data = Fields.in(
                        Json.values("{\"recentDatapoints\":[1.0,2.0,null]}").getFirst())
                .findFirst()
                .orElseThrow();

        assertThat(Datapoints.newest(data, "1 datapoint (9.0)")).isEqualTo(2.0);
    }
}
