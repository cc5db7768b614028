package io.kuma.core.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kuma.core.manager.ControlPlane.Environment;
import io.kuma.core.manager.ControlPlane.Mode;
import io.kuma.model.ResourceType;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.resource.CoreTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WriteRulesTest {
  private static final ControlPlane STANDALONE = ControlPlane.standalone("default");
  private static final ControlPlane FEDERATED =
      new ControlPlane(Mode.ZONE, Environment.UNIVERSAL, "east", true);
  private static final ControlPlane GLOBAL =
      new ControlPlane(Mode.GLOBAL, Environment.UNIVERSAL, null, false);

  @Test
  void aZoneOfItsOwnWritesEverythingThatCanBeWritten() {
    WriteRules rules = new WriteRules(STANDALONE, false);

    for (ResourceType<?> type : CoreTypes.ALL) {
      assertThat(rules.refusal(type).isPresent()).as(type.name()).isEqualTo(type.readOnly());
    }
  }

  @Test
  void aFederatedZoneWritesWhatZonesProvide() {
    WriteRules rules = new WriteRules(FEDERATED, false);

    assertThat(rules.refusal(CoreTypes.DATAPLANE)).isEmpty();
    assertThat(rules.refusal(CoreTypes.SECRET)).isEmpty();
    assertThat(rules.refusal(CoreTypes.MESH).orElseThrow()).startsWith("On zone control plane");
  }

  @Test
  void theGlobalControlPlaneWritesWhatItProvides() {
    WriteRules rules = new WriteRules(GLOBAL, false);

    assertThat(rules.refusal(CoreTypes.MESH)).isEmpty();
    assertThat(rules.refusal(CoreTypes.DATAPLANE).orElseThrow())
        .startsWith("On global control plane");
  }

  @Test
  void aReadOnlyServerWritesNothing() {
    ControlPlane kubernetes = new ControlPlane(Mode.ZONE, Environment.KUBERNETES, "east", false);

    assertThat(new WriteRules(kubernetes, true).refusal(CoreTypes.MESH).orElseThrow())
        .startsWith("On Kubernetes");
    assertThat(new WriteRules(STANDALONE, true).refusal(CoreTypes.MESH)).isPresent();
  }

  @Test
  void explainsAsUpstreamDoes() throws IOException {
    Path file =
        Path.of(
            System.getProperty("kuma.conformance.dir"),
            "recorded/rest/dataplaneinsight-read-only/expected/put.json");
    JsonNode recorded = new JacksonResourceCodec().parseJson(Files.readString(file));

    assertThat(new WriteRules(STANDALONE, false).refusal(CoreTypes.DATAPLANE_INSIGHT))
        .contains(recorded.path("body").path("detail").asText());
  }
}
