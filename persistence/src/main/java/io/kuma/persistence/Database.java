package io.kuma.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** The kinds of databases that the store knows, and where they differ. */
public enum Database {
  H2,
  POSTGRESQL;

  static Database of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    for (Database known : values()) {
      if (known.name().equalsIgnoreCase(product)) {
        return known;
      }
    }
    throw new IllegalStateException("The store cannot be kept in " + product);
  }

  /** The files, in the order in which they are run; one that was released is never changed. */
  List<String> migrations() {
    return switch (this) {
      case H2 -> List.of("V1__resources.sql", "V2__lists.sql");
      case POSTGRESQL -> List.of("V1__resources.sql");
    };
  }

  /** The order of lists, which is that of bytes and not of a language. */
  String order() {
    return switch (this) {
      case H2 -> "type, mesh, name";
      case POSTGRESQL -> "type, mesh collate \"C\", name collate \"C\"";
    };
  }

  /** Whether the name contains the text that is parameter {@code number}. */
  String nameContains(int number) {
    return switch (this) {
      case H2 -> "instr(name, ?" + number + ") > 0";
      case POSTGRESQL -> "strpos(name, ?" + number + ") > 0";
    };
  }

  /**
   * Whether the label is there whose JSON, an object with one member, is parameter {@code number}
   * in the form of {@link #labelParameter}.
   */
  String hasLabel(int number) {
    return switch (this) {
      case H2 -> "instr(labels, ?" + number + ") > 0";
      case POSTGRESQL -> "labels @> cast(?" + number + " as jsonb)";
    };
  }

  /**
   * H2 has no functions on JSON, so there the text is searched, which we wrote ourselves without
   * spaces. A quotation mark within a key or a value is escaped and cannot be taken for its end.
   */
  String labelParameter(String json) {
    return switch (this) {
      case H2 -> json.substring(1, json.length() - 1);
      case POSTGRESQL -> json;
    };
  }

  /** Where they are, beside this class. */
  String folder() {
    return "migration/" + name().toLowerCase(Locale.ROOT) + "/";
  }
}
