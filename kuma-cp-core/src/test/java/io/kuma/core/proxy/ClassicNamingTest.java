package io.kuma.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.proxy.Destination.ResourcePort;
import io.kuma.core.proxy.Destination.ServiceTag;
import io.kuma.core.proxy.Naming.Direction;
import io.kuma.model.Kri;
import io.kuma.model.ResourceType;
import io.kuma.resource.CoreTypes;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Names as recorded ({@code recorded/meshhttproute/weights}, {@code recorded/transparentproxy}).
 */
final class ClassicNamingTest {
  private static final SortedMap<String, String> ALL = new TreeMap<>();
  private static final SortedMap<String, String> V1 = new TreeMap<>(Map.of("version", "v1"));

  private final Naming naming = new ClassicNaming();

  @Test
  void aServiceNarrowedDownByTagsGetsAHash() {
    assertThat(naming.backend(new ServiceTag("api"), ALL)).isEqualTo("api");
    assertThat(naming.backend(new ServiceTag("api"), V1)).isEqualTo("api-53acc141abde8366");
  }

  @Test
  void serverNamesCarryMeshAndTags() {
    assertThat(naming.serverName(new ServiceTag("api"), ALL, "m")).isEqualTo("api{mesh=m}");
    assertThat(naming.serverName(new ServiceTag("api"), V1, "m"))
        .isEqualTo("api{mesh=m,version=v1}");
  }

  /** {@code recorded/meshservice/tls-not-ready}, {@code recorded/meshexternalservice/plain}. */
  @Test
  void realResourcesAreCalledByTheirParts() {
    ResourcePort backend = port(CoreTypes.MESH_SERVICE, "ms-tls-not-ready", "backend", 80);
    ResourcePort external = port(CoreTypes.MESH_EXTERNAL_SERVICE, "mes-plain", "web", 80);

    assertThat(naming.backend(backend, ALL)).isEqualTo("ms-tls-not-ready_backend__default_msvc_80");
    assertThat(naming.backend(external, ALL)).isEqualTo("mes-plain_web__default_extsvc_80");
    assertThat(naming.serverName(backend, ALL, "ms-tls-not-ready"))
        .isEqualTo("a9badd37bfe179413.backend.80.ms-tls-not-ready.ms");
  }

  private static ResourcePort port(ResourceType<?> type, String mesh, String name, int port) {
    return new ResourcePort(
        new Kri(type, mesh, "default", "", name, Integer.toString(port)), name, port);
  }

  @Test
  void passthrough() {
    assertThat(naming.passthrough(Direction.INBOUND, false)).isEqualTo("inbound:passthrough:ipv4");
    assertThat(naming.passthrough(Direction.OUTBOUND, true)).isEqualTo("outbound:passthrough:ipv6");
  }
}
