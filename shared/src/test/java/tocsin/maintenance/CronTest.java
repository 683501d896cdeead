package tocsin.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CronTest {
    @Test
    void a_time_of_a_weekday_comes_on_that_day_alone() {
        assertThat(days("0 2 * * SUN")).containsExactly(day(1), day(8), day(15), day(22), day(29));
        assertThat(Cron.of("30 2 * * 0").on(day(8))).containsExactly(LocalTime.of(2, 30));
        assertThat(Cron.of("30 2 * * 7").on(day(8))).containsExactly(LocalTime.of(2, 30));
    }

    @Test
    void lists_ranges_and_steps_are_what_they_are_in_a_crontab() {
        assertThat(Cron.of("*/20 1-2 * * *").on(day(2)))
                .extracting(LocalTime::toString)
                .containsExactly("01:00", "01:20", "01:40", "02:00", "02:20", "02:40");
        assertThat(Cron.of("5/30 0,23 * mar *").on(day(2)))
                .extracting(LocalTime::toString)
                .containsExactly("00:05", "00:35", "23:05", "23:35");
        assertThat(Cron.of("0 0 * APR *").on(day(2))).isEmpty();
    }

    @Test
    void the_first_and_the_last_of_a_month_have_names() {
        assertThat(days("0 2 * * SUN#1")).containsExactly(day(1));
        assertThat(days("0 2 * * SUN#5")).containsExactly(day(29));
        assertThat(days("0 2 * * MONL")).containsExactly(day(30));
        assertThat(days("0 2 L * *")).containsExactly(day(31));
    }

    @Test
    void where_both_kinds_of_days_are_said_each_counts() {
        assertThat(days("0 2 13 * FRI")).containsExactly(day(6), day(13), day(20), day(27));
        assertThat(days("0 2 10 * FRI")).containsExactly(day(6), day(10), day(13), day(20), day(27));
        assertThat(days("0 2 */15 * MON")).containsExactly(day(16)); // as crontab(5) has it: it begins with *
    }

    @Test
    void what_is_none_is_refused_by_its_field() {
        refused(
                "0 2 * *",
                "'0 2 * *' has 4 fields; expected five: minute, hour, day of the month, month, day of the week");
        refused("0 24 * * *", "hour '24' is none of 0 to 23");
        refused("0 2 * * SUNDAY", "day of the week 'SUNDAY' is none of 0 to 7, nor of SUN to SAT");
        refused("0 2 31-1 * *", "day of the month '31-1' holds nothing");
        refused("@daily 2 * * *", "minute '@DAILY' is none such as *, 2, 1-5 or */15");
        refused("*/0 2 * * *", "minute '*/0' holds nothing");
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> Cron.of(text)).hasMessage(message);
    }

    /** Of March 2026, on which it comes. */
    private static List<LocalDate> days(String text) {
        var cron = Cron.of(text);
        return march().filter(day -> !cron.on(day).isEmpty()).toList();
    }

    private static Stream<LocalDate> march() {
        return IntStream.rangeClosed(1, 31).mapToObj(CronTest::day);
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 3, day);
    }
}
