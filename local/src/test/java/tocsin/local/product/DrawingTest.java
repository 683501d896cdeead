package tocsin.local.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tocsin.alarm.CloudWatch.Datapoint;
import tocsin.alarm.CloudWatch.Series;

/** A metric's picture on this machine. */
class DrawingTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final int RED = 0xFFD32F2F;

    @Test
    void it_is_a_png_with_the_line_and_its_threshold() throws IOException {
        var points = IntStream.range(0, 120)
                .mapToObj(minute -> new Datapoint(NOON.plusSeconds(60L * minute), minute < 90 ? 12 : 93))
                .toList();

        var png = Base64.getDecoder()
                .decode(Drawing.of(List.of(new Series("m1", points)), 80.0, NOON, NOON.plusSeconds(7_200)));

        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(600, 260);
        assertThat(IntStream.range(0, 260).filter(y -> image.getRGB(300, y) == RED))
                .hasSizeBetween(1, 2);
        assertThat(IntStream.range(0, 260).filter(y -> isBlue(image.getRGB(100, y))))
                .isNotEmpty();
        assertThat(IntStream.range(0, 60).filter(y -> isBlue(image.getRGB(550, y))))
                .isNotEmpty();
        assertThat(png.length).isLessThan(50_000);
    }

    @Test
    void without_a_datapoint_it_is_empty_and_no_failure() {
        assertThat(Drawing.of(List.of(), null, NOON, NOON)).isNotEmpty();
    }

    private static boolean isBlue(int colour) {
        return (colour & 0xFF) > ((colour >> 16) & 0xFF) + 60;
    }
}
