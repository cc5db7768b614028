package io.kuma.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KriTest {
  private final ResourceTypes types = new ResourceTypes(CoreTypes.ALL);
  private final ResourceType<Dataplane> dataplane = types.get(Dataplane.class);

  @Test
  void namesAResourceTheSameEverywhere() {
    Meta meta =
        Meta.of(dataplane.key("default", "web-6f9d.kuma-demo"))
            .withLabels(
                Map.of(
                    Labels.ZONE, "east",
                    Labels.NAMESPACE, "kuma-demo",
                    Labels.DISPLAY_NAME, "web-6f9d"));

    assertThat(Kri.of(dataplane, meta).orElseThrow())
        .hasToString("kri_dp_default_east_kuma-demo_web-6f9d_");
    assertThat(Kri.of(dataplane, meta).orElseThrow().withSection("http-port"))
        .hasToString("kri_dp_default_east_kuma-demo_web-6f9d_http-port");
  }

  @Test
  void isAbsentForTypesWithoutAShortName() {
    assertThat(Kri.of(CoreTypes.SECRET, Meta.of(CoreTypes.SECRET.key("default", "x")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kri_dp_default_east__web_", "kri_m____default_", "kri_dp_a_b_c_d_8080"})
  void isReadBack(String text) {
    assertThat(Kri.parse(text, types)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello | invalid identifier string: \"hello\"",
        "kri_dp_q-kri | invalid identifier string: \"kri_dp_q-kri\"",
        "krx_dp_a_b_c_d_e | identifier must start with 'kri': \"krx_dp_a_b_c_d_e\"",
        "kri_zzz_q-kri_default__t_ | unknown short name of resource type: \"zzz\"",
        "kri___default_default__mtp-3_ | unknown short name of resource type: \"\"",
      })
  void refusesOthersInTheContractsWords(String text, String message) {
    assertThatThrownBy(() -> Kri.parse(text, types))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
