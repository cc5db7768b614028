package io.kuma.xds.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.kuma.core.proxy.MutualTls.Mode;
import io.kuma.core.proxy.Protocol;
import io.kuma.xds.cache.VersionedResource;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.cache.XdsType;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ProxyGeneratorTest {
  private final ProxyGenerator generator = new ProxyGenerator(List.of());

  @Test
  void equalModelsGiveTheSameBytesOnEveryControlPlane() {
    XdsResources here = generator.generate(new Models().mutual(Mode.PERMISSIVE).model());
    XdsResources there =
        new ProxyGenerator(List.of()).generate(new Models().mutual(Mode.PERMISSIVE).model());
    for (XdsType type : XdsType.values()) {
      assertThat(versions(here, type)).isEqualTo(versions(there, type));
      assertThat(bytes(here, type)).isEqualTo(bytes(there, type));
    }
  }

  @Test
  void onlyWhatChangedGetsAnotherVersion() {
    Models models = new Models();
    XdsResources before = generator.generate(models.model());
    models.instances = List.of(Models.instance("192.0.2.99", "east"));
    XdsResources after = generator.generate(models.model());
    assertThat(versions(after, XdsType.CLUSTER)).isEqualTo(versions(before, XdsType.CLUSTER));
    assertThat(versions(after, XdsType.LISTENER)).isEqualTo(versions(before, XdsType.LISTENER));
    assertThat(versions(after, XdsType.ENDPOINT)).isNotEqualTo(versions(before, XdsType.ENDPOINT));
  }

  @Test
  void proxiesShareWhatTheyAreToldAlike() {
    Models other = new Models();
    other.name = "web-2";
    other.address = "192.0.2.2";
    XdsResources one = generator.generate(new Models().model());
    XdsResources two = generator.generate(other.model());
    assertThat(two.of(XdsType.ENDPOINT).get("api")).isSameAs(one.of(XdsType.ENDPOINT).get("api"));
    assertThat(two.of(XdsType.CLUSTER).get("api")).isSameAs(one.of(XdsType.CLUSTER).get("api"));
    assertThat(two.of(XdsType.LISTENER).get("outbound:127.0.0.1:10001"))
        .isSameAs(one.of(XdsType.LISTENER).get("outbound:127.0.0.1:10001"));
  }

  @Test
  void twoInboundsMayStandBeforeOnePortOfTheWorkload() {
    Models models = new Models();
    models.ports = List.of(80, 81);
    XdsResources resources = generator.generate(models.model());
    assertThat(resources.of(XdsType.LISTENER))
        .containsKeys("inbound:192.0.2.1:80", "inbound:192.0.2.1:81");
    assertThat(resources.of(XdsType.CLUSTER)).containsKey("localhost:8080");
  }

  @Test
  void ofTwoOutboundsAtOneAddressTheLastCounts() {
    Models both = new Models();
    both.outboundProtocols = List.of(Protocol.HTTP, Protocol.GRPC);
    Models last = new Models();
    last.outboundProtocols = List.of(Protocol.GRPC);
    assertThat(versions(generator.generate(both.model()), XdsType.LISTENER))
        .isEqualTo(versions(generator.generate(last.model()), XdsType.LISTENER))
        .isNotEqualTo(versions(generator.generate(new Models().model()), XdsType.LISTENER));
  }

  @Test
  void secretsAreNamedByWhoeverSpeaksToOthers() {
    assertThat(ProxyGenerator.usesSecrets(new Models().model())).isFalse();
    assertThat(ProxyGenerator.usesSecrets(new Models().mutual(Mode.STRICT).model())).isTrue();
  }

  private static SortedMap<String, String> versions(XdsResources resources, XdsType type) {
    SortedMap<String, String> versions = new TreeMap<>();
    resources.of(type).values().forEach(resource -> put(versions, resource));
    return versions;
  }

  private static List<ByteString> bytes(XdsResources resources, XdsType type) {
    return resources.of(type).values().stream()
        .map(resource -> resource.body().get().toByteString())
        .toList();
  }

  private static void put(SortedMap<String, String> versions, VersionedResource resource) {
    versions.put(resource.name(), resource.version());
  }
}
