package tocsin.tests.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lines over logarithmic scales as an SVG that can be read on a light page and on a dark one.
 *
 * @param across what grows
 * @param up what is measured, with its unit
 */
record Graph(String across, String up, List<Line> lines) {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 330;
    private static final int LEFT = 64;
    private static final int RIGHT = WIDTH - 20;
    private static final int TOP = 34;
    private static final int BOTTOM = HEIGHT - 76;
    private static final List<String> COLOURS = List.of("#0a84d6", "#d9730d", "#2a9d5c", "#c2408f", "#7f6bd8");
    private static final List<String> DASHES = List.of("none", "8 3", "2 3", "10 3 2 3", "5 5");
    private static final int LEGEND = 204;

    /** Left and right of it all: a font may be wider than it is where this was drawn. */
    private static final int MARGIN = 40;

    Graph {
        lines = List.copyOf(lines);
    }

    record Point(double size, double value) {}

    record Line(String name, List<Point> points) {
        Line {
            points = List.copyOf(points);
        }
    }

    String svg() {
        var x = Scale.over(points().stream().mapToDouble(Point::size), LEFT, RIGHT);
        var y = Scale.over(points().stream().mapToDouble(Point::value), BOTTOM, TOP);
        var svg = new StringBuilder(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="%d 0 %d %d" role="img">
                <title>%s, by %s</title>
                <style>
                text { font: 12px sans-serif; fill: #57606a; }
                .grid { stroke: #8c959f; stroke-opacity: .35; }
                @media (prefers-color-scheme: dark) { text { fill: #adbac7; } }
                </style>
                """.formatted(WIDTH + 2 * MARGIN, HEIGHT, -MARGIN, WIDTH + 2 * MARGIN, HEIGHT, up, across));
        svg.append(text(LEFT, TOP - 14, "start", up));
        svg.append(text((LEFT + RIGHT) / 2.0, BOTTOM + 34, "middle", across));
        for (var tick : x.ticks()) {
            svg.append(grid(x.at(tick), TOP, x.at(tick), BOTTOM));
            svg.append(text(x.at(tick), BOTTOM + 16, "middle", number(tick)));
        }
        for (var tick : y.ticks()) {
            svg.append(grid(LEFT, y.at(tick), RIGHT, y.at(tick)));
            svg.append(text(LEFT - 6, y.at(tick) + 4, "end", number(tick)));
        }
        for (var place = 0; place < lines.size(); place++) {
            svg.append(line(lines.get(place), place, x, y));
        }
        return svg.append("</svg>\n").toString();
    }

    private List<Point> points() {
        return lines.stream().flatMap(line -> line.points().stream()).toList();
    }

    private static String line(Line line, int place, Scale x, Scale y) {
        var colour = COLOURS.get(place % COLOURS.size());
        var stroke = "stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\" fill=\"none\""
                .formatted(colour, DASHES.get(place % DASHES.size()));
        var points = line.points().stream()
                .map(point -> coordinate(x.at(point.size())) + "," + coordinate(y.at(point.value())))
                .collect(Collectors.joining(" "));
        var dots = line.points().stream()
                .map(point -> "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>%n"
                        .formatted(coordinate(x.at(point.size())), coordinate(y.at(point.value())), colour))
                .collect(Collectors.joining());
        var column = (double) (LEGEND * (place % 3));
        var row = (double) (BOTTOM + 54 + 16 * (place / 3));
        return "<polyline points=\"%s\" %s/>%n".formatted(points, stroke)
                + dots
                + "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>%n"
                        .formatted(
                                coordinate(column),
                                coordinate(row - 4),
                                coordinate(column + 26),
                                coordinate(row - 4),
                                stroke)
                + text(column + 32, row, "start", line.name());
    }

    private static String grid(double x1, double y1, double x2, double y2) {
        return "<line class=\"grid\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>%n"
                .formatted(coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2));
    }

    private static String text(double x, double y, String anchor, String text) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>%n"
                .formatted(coordinate(x), coordinate(y), anchor, text);
    }

    private static String coordinate(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }

    private static String number(double value) {
        return value < 1 ? Double.toString(value) : String.format(Locale.ROOT, "%,.0f", value);
    }
}
