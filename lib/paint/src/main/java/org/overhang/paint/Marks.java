package org.overhang.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The marks of an x-y plot, drawn by XChart without its axes, legend and title.
 *
 * <p>XChart's own axes cannot carry the ticks wanted here, so positions arrive as pixels and the chart fills its box
 * exactly; a rim lets dots at the edge be whole.
 */
final class Marks {
    private static final int RIM = 12;
    private static final Color NONE = new Color(0, 0, 0, 0);

    /** Very many dots, drawn as one shape: one by one they would cost a picture seconds. */
    private record Cloud(Path2D shape, Color color) {}

    private final List<Cloud> clouds = new ArrayList<>();
    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private @Nullable XYChart chart;
    private int count;

    Marks(Rectangle2D area) {
        left = (int) Math.floor(area.getX()) - RIM;
        top = (int) Math.floor(area.getY()) - RIM;
        width = (int) Math.ceil(area.getMaxX()) + RIM - left;
        height = (int) Math.ceil(area.getMaxY()) + RIM - top;
    }

    private static XYChart blank(int width, int height) {
        XYChart chart = new XYChartBuilder().width(width).height(height).build();
        XYStyler style = chart.getStyler();
        style.setPlotMargin(0).setAxisTicksVisible(false);
        style.setXAxisTitleVisible(false).setYAxisTitleVisible(false);
        style.setPlotGridLinesVisible(false).setAxisTickPadding(0);
        style.setXAxisMin(0.0).setXAxisMax((double) width);
        style.setYAxisMin(0.0).setYAxisMax((double) height);
        style.setChartPadding(0);
        style.setPlotContentSize(1.0)
                .setLegendVisible(false)
                .setChartTitleVisible(false)
                .setPlotBorderVisible(false);
        style.setChartBackgroundColor(NONE);
        style.setPlotBackgroundColor(NONE);
        style.setMarkerSize(7);
        style.setAntiAlias(true);
        return chart;
    }

    private double[] across(double[] pixels) {
        double[] out = new double[pixels.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = pixels[i] - left;
        }
        return out;
    }

    private double[] up(double[] pixels) {
        double[] out = new double[pixels.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = top + height - pixels[i];
        }
        return out;
    }

    private XYSeries add(double[] x, double[] y, Marker marker, Color color) {
        if (chart == null) {
            chart = blank(width, height);
        }
        XYSeries series = chart.addSeries("s" + count++, across(x), up(y));
        series.setMarker(marker);
        series.setMarkerColor(color);
        series.setLineColor(color);
        return series;
    }

    static boolean any(double[] values) {
        return Arrays.stream(values).anyMatch(v -> !Double.isNaN(v));
    }

    /** A line through pixels; NaN leaves a gap. */
    void line(double[] x, double[] y, Color color, BasicStroke stroke) {
        if (any(y)) {
            double[][] seen = Thinned.line(x, y);
            add(seen[0], seen[1], SeriesMarkers.NONE, color).setLineStyle(stroke);
        }
    }

    /** Dots at pixels. */
    void dots(double[] x, double[] y, Color color) {
        if (x.length > Thinned.MANY) {
            clouds.add(new Cloud(Thinned.dots(x, y), color));
        } else if (any(y)) {
            add(x, y, SeriesMarkers.CIRCLE, color).setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        }
    }

    /** A filled polygon. */
    void area(double[] x, double[] y, Color color) {
        XYSeries series = add(x, y, SeriesMarkers.NONE, NONE);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(color);
        series.setLineStyle(SeriesLines.NONE);
    }

    void paint(Ink ink) {
        if (chart != null) {
            paint(ink, chart);
        }
        clouds.forEach(cloud -> ink.fill(cloud.shape, cloud.color));
    }

    private void paint(Ink ink, XYChart chart) {
        Graphics2D graphics = ink.graphics;
        AffineTransform before = graphics.getTransform();
        graphics.translate(left, top);
        chart.paint(graphics, width, height);
        graphics.setTransform(before);
        graphics.setClip(null);
    }
}
