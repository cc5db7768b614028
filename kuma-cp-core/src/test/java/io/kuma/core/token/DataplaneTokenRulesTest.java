package io.kuma.core.token;

import static io.kuma.core.manager.Dataplanes.sidecar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.model.Resource;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.resource.dataplane.Dataplane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DataplaneTokenRulesTest {
  private static final Resource<Dataplane> WEB =
      sidecar(
          "m",
          "client-1",
          Map.of("kuma.io/service", "web", "version", "v1"),
          Map.of("kuma.io/service", "web-api"));

  @Test
  void admitsEverybodyIfNothingIsBound() {
    accepted(new DataplaneClaims("", "", new TreeMap<>(), "", ""));
  }

  @Test
  void admitsWhoMatches() {
    accepted(new DataplaneClaims("client-1", "m", tags("version", "v1", "v2"), "dataplane", ""));
    accepted(new DataplaneClaims("", "m", tags("kuma.io/service", "web", "web-api"), "", ""));
  }

  @Test
  void refusesAnotherName() throws IOException {
    refused(
        new DataplaneClaims("server-1", "m", new TreeMap<>(), "", ""),
        "proxy name from requestor: client-1 is different than in token: server-1");
    assertThat(recorded("refused-other-name"))
        .isEqualTo(
            "authentication failed: proxy name from requestor: client-1 is different than in"
                + " token: server-1");
  }

  @Test
  void refusesAnotherMeshAndType() {
    refused(
        new DataplaneClaims("", "other", new TreeMap<>(), "", ""),
        "proxy mesh from requestor: m is different than in token: other");
    refused(
        new DataplaneClaims("", "m", new TreeMap<>(), "ingress", ""),
        "proxy type from requestor: dataplane is different than in token: ingress");
  }

  @Test
  void refusesAnotherWorkload() {
    refused(
        new DataplaneClaims("", "m", new TreeMap<>(), "", "shop"),
        "workload from requestor:  is different than in token: shop");
  }

  @Test
  void refusesTagsAsUpstreamSaysIt() throws IOException {
    DataplaneClaims claims = new DataplaneClaims("", "m", tags("kuma.io/service", "other"), "", "");
    Resource<Dataplane> web = sidecar("m", "client-1", Map.of("kuma.io/service", "web"));

    assertThatThrownBy(() -> DataplaneTokenRules.check(claims, web))
        .isInstanceOf(TokenRefused.class)
        .hasMessage(recorded("refused-tags").substring("authentication failed: ".length()));
  }

  @Test
  void refusesWhenOneOfTheInboundsDiffers() {
    refused(
        new DataplaneClaims("", "m", tags("kuma.io/service", "web", "x"), "", ""),
        "dataplane contains tag \"kuma.io/service\" with value \"web-api\" which is not allowed"
            + " with this token. Allowed values in token are [\"web\" \"x\"]");
  }

  @Test
  void refusesWhoLacksATag() {
    refused(
        new DataplaneClaims("", "m", tags("team", "core"), "", ""),
        "dataplane has no tag \"team\" required by the token");
  }

  private static void accepted(DataplaneClaims claims) {
    assertThatCode(() -> DataplaneTokenRules.check(claims, WEB)).doesNotThrowAnyException();
  }

  private static void refused(DataplaneClaims claims, String message) {
    assertThatThrownBy(() -> DataplaneTokenRules.check(claims, WEB))
        .isInstanceOf(TokenRefused.class)
        .hasMessage(message);
  }

  private static SortedMap<String, SortedSet<String>> tags(String key, String... values) {
    SortedMap<String, SortedSet<String>> tags = new TreeMap<>();
    tags.put(key, new TreeSet<>(List.of(values)));
    return tags;
  }

  private static String recorded(String name) throws IOException {
    Path file =
        Path.of(
            System.getProperty("kuma.conformance.dir"),
            "recorded/ads/" + name + "/expected/stream.json");
    JsonNode answer = new JacksonResourceCodec().parseJson(Files.readString(file));
    return answer.path("grpc").path("message").asText();
  }
}
