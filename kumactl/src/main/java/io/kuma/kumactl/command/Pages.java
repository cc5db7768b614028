package io.kuma.kumactl.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.kumactl.api.ControlPlaneApi;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists to their end. */
record Pages(ControlPlaneApi api) {
  private static final Pattern OFFSET = Pattern.compile("[?&]offset=([^&]+)");

  List<JsonNode> all(String path) {
    List<JsonNode> items = new ArrayList<>();
    String query = "";
    while (true) {
      JsonNode page = api.get(path + query);
      page.path("items").forEach(items::add);
      Matcher next = OFFSET.matcher(page.path("next").asText(""));
      if (!next.find()) {
        return items;
      }
      query = (path.contains("?") ? "&" : "?") + "offset=" + next.group(1);
    }
  }
}
