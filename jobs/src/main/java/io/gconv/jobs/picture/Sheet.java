package io.gconv.jobs.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A contact sheet: rows of pictures under column titles, row titles at their left, and arrows from a row to the next. A
 * title may have several lines.
 *
 * @param title above all
 * @param columns their titles; as many as every row has cells
 * @param rows from top to bottom
 * @param arrows from cells to cells of the next row
 * @param notes lines below all
 */
public record Sheet(String title, List<String> columns, List<Row> rows, List<Arrow> arrows, List<String> notes) {

    private static final int MARGIN = 12;
    private static final int GAP = 6;
    private static final int ARROW_GAP = 54;
    private static final int HEAD = 8;
    private static final Color ARROW = new Color(0xc85a00);

    /**
     * A row.
     *
     * @param title at the left
     * @param cells from left to right
     */
    public record Row(String title, List<Picture> cells) {

        /** Copies the list. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** How an arrow leads from a cell to another. */
    public enum Way {
        /** By one line. */
        STRAIGHT,
        /** It leaves on the side away from the other column and comes back beyond that: the columns are periodic. */
        AROUND
    }

    /**
     * An arrow from a cell to one in the next row.
     *
     * @param row where it starts
     * @param from column where it starts
     * @param to column where it ends
     * @param way between them
     */
    public record Arrow(int row, int from, int to, Way way) {}

    /** Copies the lists and checks the rows. */
    public Sheet {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        arrows = List.copyOf(arrows);
        notes = List.copyOf(notes);
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException("a sheet of " + columns.size() + " columns cannot have a row of "
                        + row.cells().size() + " pictures");
            }
        }
    }

    /** Creates a sheet without arrows. */
    public Sheet(String title, List<String> columns, List<Row> rows, List<String> notes) {
        this(title, columns, rows, List.of(), notes);
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    /** Draws the sheet, as large as its pictures and titles need it. */
    public Picture draw() {
        int[] x = lefts();
        int[] y = tops();
        int gridWidth = x[columns.size()] + MARGIN - GAP;
        int words = Math.max(Lettering.TITLE.width(lines(title)), Lettering.LABEL.width(notes));
        int height = y[rows.size()] + MARGIN + notes.size() * Lettering.LABEL.lineHeight();
        BufferedImage image = Picture.paper(Math.max(gridWidth, words + 2 * MARGIN), height);
        Graphics2D graphics = Picture.graphics(image);
        Lettering.TITLE.left(graphics, lines(title), MARGIN, MARGIN);
        drawTitles(graphics, x, y);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                Picture cell = rows.get(row).cells().get(column);
                int left = x[column] + (x[column + 1] - GAP - x[column] - cell.width()) / 2;
                graphics.drawImage(cell.image(), left, y[row] + (rowHeight(row) - cell.height()) / 2, null);
            }
        }
        arrows.forEach(arrow -> draw(graphics, arrow, x, y));
        Lettering.LABEL.left(graphics, notes, MARGIN, y[rows.size()]);
        graphics.dispose();
        return new Picture(image);
    }

    private void drawTitles(Graphics2D graphics, int[] x, int[] y) {
        int line = Lettering.LABEL.lineHeight();
        for (int column = 0; column < columns.size(); column++) {
            List<String> lines = lines(columns.get(column));
            int centre = (x[column] + x[column + 1] - GAP) / 2;
            Lettering.LABEL.centred(graphics, lines, centre, y[0] - GAP - lines.size() * line);
        }
        for (int row = 0; row < rows.size(); row++) {
            List<String> lines = lines(rows.get(row).title());
            int top = y[row] + Math.max(0, (rowHeight(row) - lines.size() * line) / 2);
            Lettering.LABEL.left(graphics, lines, MARGIN, top);
        }
    }

    /** Returns the left edge of every column, and of one more. */
    private int[] lefts() {
        int titles = rows.stream()
                .mapToInt(row -> Lettering.LABEL.width(lines(row.title())))
                .max()
                .orElse(0);
        int[] x = new int[columns.size() + 1];
        x[0] = MARGIN + (titles == 0 ? 0 : titles + 2 * GAP);
        for (int column = 0; column < columns.size(); column++) {
            int width = Lettering.LABEL.width(lines(columns.get(column)));
            for (Row row : rows) {
                width = Math.max(width, row.cells().get(column).width());
            }
            x[column + 1] = x[column] + width + GAP;
        }
        return x;
    }

    /** Returns the top of every row, and of the notes. */
    private int[] tops() {
        int lines =
                columns.stream().mapToInt(title -> lines(title).size()).max().orElse(0);
        int[] y = new int[rows.size() + 1];
        int titles = lines(title).size() * Lettering.TITLE.lineHeight() + lines * Lettering.LABEL.lineHeight();
        y[0] = MARGIN + titles + (titles == 0 ? 0 : 2 * GAP);
        for (int row = 0; row < rows.size(); row++) {
            int from = row;
            boolean leaves = arrows.stream().anyMatch(arrow -> arrow.row() == from);
            y[row + 1] = y[row] + rowHeight(row) + (leaves ? ARROW_GAP : GAP);
        }
        return y;
    }

    private int rowHeight(int row) {
        int title = lines(rows.get(row).title()).size() * Lettering.LABEL.lineHeight();
        IntStream cells = rows.get(row).cells().stream().mapToInt(Picture::height);
        return Math.max(title, cells.max().orElse(0));
    }

    private void draw(Graphics2D graphics, Arrow arrow, int[] x, int[] y) {
        int top = y[arrow.row()] + rowHeight(arrow.row()) + 4;
        int bottom = y[arrow.row() + 1] - 4;
        double from = 0.5 * (x[arrow.from()] + x[arrow.from() + 1] - GAP);
        double to = 0.5 * (x[arrow.to()] + x[arrow.to() + 1] - GAP);
        if (arrow.way() == Way.STRAIGHT) {
            draw(graphics, from, top, to, bottom);
            return;
        }
        double outwards = Math.signum(from - to);
        double step = outwards * Math.min(0.5 * (x[arrow.from() + 1] - x[arrow.from()]), 40);
        double middle = 0.5 * (top + bottom);
        draw(graphics, from, top, from + step, middle);
        draw(graphics, to - step, middle, to, bottom);
    }

    private static void draw(Graphics2D graphics, double fromX, double fromY, double toX, double toY) {
        graphics.setColor(ARROW);
        graphics.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(new Line2D.Double(fromX, fromY, toX, toY));
        double angle = Math.atan2(toY - fromY, toX - fromX);
        for (double side : new double[] {-0.45, 0.45}) {
            double x = toX - HEAD * Math.cos(angle + side);
            double y = toY - HEAD * Math.sin(angle + side);
            graphics.draw(new Line2D.Double(toX, toY, x, y));
        }
    }
}
