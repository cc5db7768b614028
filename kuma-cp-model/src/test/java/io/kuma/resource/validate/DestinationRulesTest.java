package io.kuma.resource.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.meshservice.MeshService;
import io.kuma.resource.meshservice.MeshService.Port;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The warnings are those of the conformance cases for REST and for Kubernetes. */
class DestinationRulesTest {
  private static final String NOT_A_LABEL =
      "Invalid MeshService resource name: '%s'. It does not conform to the DNS format (RFC 1035)."
          + " This is deprecated. Errors: a DNS-1035 label must consist of lower case alphanumeric"
          + " characters or '-', start with an alphabetic character, and end with an alphanumeric"
          + " character (e.g. 'my-name',  or 'abc-123', regex used for validation is"
          + " '[a-z]([-a-z0-9]*[a-z0-9])?')";

  @Test
  void saysNothingOfNamesThatFit() {
    assertThat(deprecations("redis", "main", "6379")).isEmpty();
  }

  @Test
  void warnsOfANameWithADot() {
    assertThat(deprecations("aa.a", "8081"))
        .containsExactly(
            NOT_A_LABEL.formatted("aa.a"),
            "Invalid MeshService SNI (port \"8081\"): name \"aa.a\" does not conform to RFC 1123:"
                + " must not contain dots. This is deprecated.");
  }

  @Test
  void warnsOfPortsThatDoNotFitIntoServerNames() {
    String tooLong = "b".repeat(64);

    assertThat(deprecations("backend", "dot.in.name", tooLong, "Main"))
        .containsExactly(
            "Invalid MeshService SNI (port \"dot.in.name\"): must not contain dots. This is"
                + " deprecated.",
            "Invalid MeshService SNI (port \""
                + tooLong
                + "\"): must be no more than 63 characters. This is deprecated.",
            "Invalid MeshService SNI (port \"Main\"): a lowercase RFC 1123 label must consist of"
                + " lower case alphanumeric characters or '-', and must start and end with an"
                + " alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for"
                + " validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?'). This is deprecated.");
  }

  @Test
  void warnsOfServerNamesThatAreTooLong() {
    Map<String, String> labels =
        Map.of("kuma.io/zone", "z".repeat(63), "k8s.kuma.io/namespace", "n".repeat(63));

    assertThat(deprecations(service("s".repeat(63), labels, "p".repeat(63))))
        .containsExactly(
            "Invalid MeshService SNI (port \""
                + "p".repeat(63)
                + "\"): computed SNI is 272 characters which exceeds the DNS hostname limit (253)."
                + " This is deprecated.");
  }

  @Test
  void looksAtTheNameThatUsersGave() {
    assertThat(deprecations(service("orders.x1", Map.of("kuma.io/display-name", "orders"), "80")))
        .isEmpty();
  }

  private static List<String> deprecations(String name, String... ports) {
    return deprecations(service(name, Map.of(), ports));
  }

  private static List<String> deprecations(Resource<MeshService> service) {
    return CoreTypes.MESH_SERVICE.validator().deprecations(service);
  }

  private static Resource<MeshService> service(
      String name, Map<String, String> labels, String... ports) {
    List<Port> list = Stream.of(ports).map(port -> new Port(port, 80, null, "tcp")).toList();
    return new Resource<>(
        Meta.of(CoreTypes.MESH_SERVICE.key("default", name)).withLabels(labels),
        new MeshService(null, null, list, null),
        null);
  }
}
