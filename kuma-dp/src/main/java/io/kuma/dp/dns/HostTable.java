package io.kuma.dp.dns;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names of the mesh: {@code {"records": [{"name": …, "ips": […]}], "ttl": 30}}.
 *
 * @param byName addresses by names in small letters, without the dot at the end
 * @param ttl how long answers stand, in seconds
 */
record HostTable(Map<String, List<InetAddress>> byName, long ttl) {
  static final HostTable EMPTY = new HostTable(Map.of(), 0);

  private static final JsonFactory JSON = new JsonFactory();

  HostTable {
    byName = Map.copyOf(byName);
  }

  /**
   * The addresses of a name, none of them of a kind that is asked for, perhaps; empty if it is not
   * of the mesh.
   */
  Optional<List<InetAddress>> find(String name) {
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return Optional.ofNullable(byName.get(bare.toLowerCase(Locale.ROOT)));
  }

  /**
   * Reads the document; fields that are not known are passed over.
   *
   * @throws IOException if it is not such a document
   */
  static HostTable parse(String json) throws IOException {
    Map<String, List<InetAddress>> byName = new HashMap<>();
    long ttl = 0;
    try (JsonParser in = JSON.createParser(json)) {
      expect(in.nextToken(), JsonToken.START_OBJECT);
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        in.nextToken();
        if (field.equals("records")) {
          readRecords(in, byName);
        } else if (field.equals("ttl")) {
          ttl = Math.max(0, in.getLongValue());
        } else {
          in.skipChildren();
        }
      }
    }
    return new HostTable(byName, ttl);
  }

  private static void readRecords(JsonParser in, Map<String, List<InetAddress>> byName)
      throws IOException {
    expect(in.currentToken(), JsonToken.START_ARRAY);
    while (in.nextToken() == JsonToken.START_OBJECT) {
      String name = "";
      List<InetAddress> addresses = new ArrayList<>();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        in.nextToken();
        if (field.equals("name")) {
          name = in.getText();
        } else if (field.equals("ips")) {
          expect(in.currentToken(), JsonToken.START_ARRAY);
          while (in.nextToken() == JsonToken.VALUE_STRING) {
            addresses.add(address(in.getText()));
          }
        } else {
          in.skipChildren();
        }
      }
      byName.put(name.toLowerCase(Locale.ROOT), List.copyOf(addresses));
    }
  }

  /** A host name here would be looked up, and nobody may be asked in the middle of this. */
  private static InetAddress address(String text) throws IOException {
    if (!text.matches("[0-9a-fA-F:.]+")) {
      throw new IOException("not an IP address: " + text);
    }
    return InetAddress.getByName(text);
  }

  private static void expect(JsonToken token, JsonToken wanted) throws IOException {
    if (token != wanted) {
      throw new IOException("not a table of host names");
    }
  }
}
