package io.kuma.kumactl.output;

import java.util.ArrayList;
import java.util.List;

/** Columns that are as wide as their longest cell, with three blanks between them. */
public final class Table {
  private static final int PADDING = 3;
  private static final int MIN_WIDTH = 6;

  private final List<List<String>> rows = new ArrayList<>();

  public Table(List<String> headers) {
    rows.add(List.copyOf(headers));
  }

  public Table row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int length = row.get(i).codePointCount(0, row.get(i).length());
        widths[i] = Math.max(Math.max(widths[i], MIN_WIDTH), length + PADDING);
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i));
        if (i < row.size() - 1) {
          int length = row.get(i).codePointCount(0, row.get(i).length());
          line.append(" ".repeat(widths[i] - length));
        }
      }
      text.append(line).append('\n');
    }
    return text.toString();
  }
}
