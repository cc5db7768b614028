package io.kuma.core.vip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.vip.VirtualHost.Kind;
import io.kuma.core.vip.VirtualHost.Name;
import io.kuma.core.vip.VirtualHost.Port;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The virtual hosts of a mesh, and the text of the Config in which they are kept. */
public record VirtualHosts(SortedMap<Name, VirtualHost> byName) {
  public static final VirtualHosts NONE = new VirtualHosts(new TreeMap<>());

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public VirtualHosts {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  /** Reads the text of a Config; what cannot be read counts as not there. */
  public static VirtualHosts parse(String text) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return NONE;
    }
    SortedMap<Name, VirtualHost> byName = new TreeMap<>();
    for (var entry : tree.properties()) {
      name(entry.getKey()).ifPresent(name -> byName.put(name, host(entry.getValue())));
    }
    return new VirtualHosts(byName);
  }

  private static Optional<Name> name(String text) {
    return Arrays.stream(Kind.values())
        .filter(kind -> text.startsWith(kind.code() + ":"))
        .findFirst()
        .map(kind -> new Name(kind, text.substring(kind.code().length() + 1)));
  }

  private static VirtualHost host(JsonNode tree) {
    List<Port> ports = new ArrayList<>();
    for (JsonNode port : tree.path("outbounds")) {
      SortedMap<String, String> tags = new TreeMap<>();
      port.path("TagSet")
          .properties()
          .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
      ports.add(new Port(port.path("Port").asInt(), tags, port.path("Origin").asText()));
    }
    return new VirtualHost(tree.path("address").asText(), ports);
  }

  /** The text of the Config. */
  public String toText() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    byName.forEach(
        (name, host) -> {
          ObjectNode entry = tree.putObject(name.kind().code() + ":" + name.name());
          entry.put("address", host.address());
          var outbounds = entry.putArray("outbounds");
          for (Port port : host.ports()) {
            ObjectNode outbound = outbounds.addObject().put("Port", port.number());
            port.tags().forEach(outbound.putObject("TagSet")::put);
            outbound.put("Origin", port.origin());
          }
        });
    return tree.toString();
  }
}
