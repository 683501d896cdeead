package tocsin.local.product;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import tocsin.alarm.CloudWatch.Series;

/** A metric's picture in the place of CloudWatch's: the lines, from zero up, and no letters. */
final class Drawing {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 260;
    private static final int EDGE = 10;

    private final Instant from;
    private final Instant to;
    private final double most;

    private Drawing(List<Series> all, @Nullable Double threshold, Instant from, Instant to) {
        this.from = from;
        this.to = to;
        most = DoubleStream.concat(
                                all.stream()
                                        .flatMap(each -> each.datapoints().stream())
                                        .mapToDouble(each -> each.value()),
                                DoubleStream.of(1, threshold == null ? 1 : threshold))
                        .max()
                        .orElse(1)
                * 1.1;
    }

    /** A PNG in base64. */
    static String of(List<Series> all, @Nullable Double threshold, Instant from, Instant to) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        try {
            new Drawing(all, threshold, from, to).draw(pen, all, threshold);
        } finally {
            pen.dispose();
        }
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException("in memory", impossible);
        }
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }

    private void draw(Graphics2D pen, List<Series> all, @Nullable Double threshold) {
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(Color.LIGHT_GRAY);
        pen.drawLine(EDGE, height(0), WIDTH - EDGE, height(0));
        if (threshold != null) {
            pen.setColor(new Color(0xD32F2F));
            pen.drawLine(EDGE, height(threshold), WIDTH - EDGE, height(threshold));
        }
        pen.setColor(new Color(0x1565C0));
        for (var series : all) {
            var points = series.datapoints();
            for (var next = 1; next < points.size(); next++) {
                var one = points.get(next - 1);
                var other = points.get(next);
                pen.drawLine(across(one.at()), height(one.value()), across(other.at()), height(other.value()));
            }
        }
    }

    private int across(Instant at) {
        var whole = Math.max(1, Duration.between(from, to).toMillis());
        return EDGE + (int) ((WIDTH - 2L * EDGE) * Duration.between(from, at).toMillis() / whole);
    }

    private int height(double value) {
        return HEIGHT - EDGE - (int) ((HEIGHT - 2.0 * EDGE) * Math.max(0, value) / most);
    }
}
