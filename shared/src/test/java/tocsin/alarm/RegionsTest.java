package tocsin.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionsTest {
    @ParameterizedTest
    @CsvSource({
        "us-west-2, us-west-2",
        "us-gov-east-1, us-gov-east-1",
        "US East (N. Virginia), us-east-1",
        "US East - N. Virginia, us-east-1",
        "US West (N. California), us-west-1",
        "EU (Ireland), eu-west-1",
        "Europe (Ireland), eu-west-1",
        "APAC - Tokyo, ap-northeast-1",
        "Asia Pacific (Hong Kong), ap-east-1",
        "South America (São Paulo), sa-east-1",
        "Canada (Central), ca-central-1",
        "Canada West (Calgary), ca-west-1",
        "AWS GovCloud (US-West), us-gov-west-1",
        "China (Ningxia), cn-northwest-1",
        "localhost,"
    })
    void a_region_is_known_by_its_code_and_by_all_its_long_names(String written, String code) {
        assertThat(Regions.code(written)).isEqualTo(code);
    }

    @Test
    void an_arn_begins_with_the_partition_of_its_region() {
        assertThat(AlarmArn.composed("cn-north-1", "111122223333", "a: b").text())
                .isEqualTo("arn:aws-cn:cloudwatch:cn-north-1:111122223333:alarm:a: b");
    }
}
