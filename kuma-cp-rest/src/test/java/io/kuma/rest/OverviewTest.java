package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Overviews of proxies that were observed; the recordings show those that were not. */
class OverviewTest {
  private final TestServer server = new TestServer();

  @BeforeEach
  void fill() {
    for (String yaml :
        List.of(
            "{type: Mesh, name: m}",
            "{type: Mesh, name: n}",
            "{type: Dataplane, mesh: m, name: seen, networking: {address: 192.0.2.1}}",
            "{type: Dataplane, mesh: m, name: unseen, networking: {address: 192.0.2.2}}",
            "{type: Dataplane, mesh: n, name: other, networking: {address: 192.0.2.3}}",
            "{type: DataplaneInsight, mesh: m, name: seen, subscriptions: [{id: s1}]}")) {
      server.preload(server.codec.parseYaml(yaml));
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void bringsTogetherWhatIsWantedAndWhatIsSeen() {
    JsonNode overview = get("/meshes/m/dataplanes/seen/_overview");
    assertThat(overview.path("type").asText()).isEqualTo("DataplaneOverview");
    assertThat(overview.at("/dataplane/networking/address").asText()).isEqualTo("192.0.2.1");
    assertThat(overview.at("/dataplaneInsight/subscriptions/0/id").asText()).isEqualTo("s1");
    assertThat(overview.has("networking")).isFalse();
  }

  @Test
  void listsOneMeshOrAll() {
    JsonNode list = get("/meshes/m/dataplanes/_overview");
    assertThat(list.path("items").findValuesAsText("name")).containsExactly("seen", "unseen");
    assertThat(list.at("/items/0").has("dataplaneInsight")).isTrue();
    assertThat(list.at("/items/1").has("dataplaneInsight")).isFalse();
    assertThat(get("/dataplanes/_overview").path("total").asInt()).isEqualTo(3);
    assertThat(get("/dataplanes+insights?size=1").path("next").asText())
        .isEqualTo(server.root() + "/dataplanes+insights?offset=1&size=1");
  }

  @Test
  void badQueriesAreNamedByTheirRoute() {
    assertThat(server.get("/meshes/m/dataplanes/_overview?gateway=x").body())
        .contains("\"/meshes/{mesh}/dataplanes/_overview.gateway\"");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(server.get("/meshes/m/dataplanes/nobody/_overview").body())
        .contains("Could not retrieve a resource");
    assertThat(server.get("/meshes/x/dataplanes/_overview").body())
        .contains("Failed to retrieve Mesh");
    assertThat(server.get("/meshes/m/meshtimeouts/_overview").statusCode()).isEqualTo(404);
  }

  private JsonNode get(String path) {
    return server.codec.parseJson(server.get(path).body());
  }
}
