package io.kuma.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.proxy.Destination.ServiceTag;
import io.kuma.core.proxy.Naming.Direction;
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

  @Test
  void passthrough() {
    assertThat(naming.passthrough(Direction.INBOUND, false)).isEqualTo("inbound:passthrough:ipv4");
    assertThat(naming.passthrough(Direction.OUTBOUND, true)).isEqualTo("outbound:passthrough:ipv6");
  }
}
