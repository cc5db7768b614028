package io.kuma.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointIndexTest {
  private static final String MESH = "{type: Mesh, name: default}";

  @Test
  void listsInboundsInTheOrderOfTheirDataplanes() {
    SnapshotFixture fixture =
        SnapshotFixture.started(
            MESH,
            """
            type: Dataplane
            mesh: default
            name: b
            networking:
              address: 192.0.2.2
              inbound: [{port: 80, tags: {kuma.io/service: web}}]
            ---
            type: Dataplane
            mesh: default
            name: a
            networking:
              address: 192.0.2.1
              inbound:
              - {port: 82, tags: {kuma.io/service: web}}
              - {port: 81, address: 192.0.2.9, tags: {kuma.io/service: web, kuma.io/zone: east}}
              - {port: 83, tags: {kuma.io/service: api}}
            """);

    assertThat(EndpointIndex.of(fixture.snapshot("default")).endpoints("web"))
        .extracting(Endpoint::address, Endpoint::port, Endpoint::zone)
        .containsExactly(
            tuple("192.0.2.1", 82, ""), tuple("192.0.2.9", 81, "east"), tuple("192.0.2.2", 80, ""));
    assertThat(EndpointIndex.of(fixture.snapshot("default")).byService())
        .containsOnlyKeys("api", "web");
    assertThat(EndpointIndex.of(fixture.snapshot("default")).endpoints("db")).isEmpty();
  }

  @Test
  void othersUseTheAdvertisedAddress() {
    SnapshotFixture fixture =
        SnapshotFixture.started(
            MESH,
            """
            type: Dataplane
            mesh: default
            name: a
            networking:
              address: 192.0.2.1
              advertisedAddress: 198.51.100.1
              inbound: [{port: 80, address: 192.0.2.9, tags: {kuma.io/service: web}}]
            """);

    assertThat(EndpointIndex.of(fixture.snapshot("default")).endpoints("web"))
        .extracting(Endpoint::address)
        .containsExactly("198.51.100.1");
  }

  @Test
  void onlyInboundsThatTakeTrafficCount() {
    SnapshotFixture fixture =
        SnapshotFixture.started(
            MESH,
            """
            type: Dataplane
            mesh: default
            name: a
            networking:
              address: 192.0.2.1
              inbound:
              - {port: 80, tags: {kuma.io/service: web}}
              - {port: 81, state: NotReady, tags: {kuma.io/service: web}}
              - {port: 82, state: Ignored, tags: {kuma.io/service: web}}
              - {port: 83, health: {ready: false}, tags: {kuma.io/service: web}}
              - {port: 84, health: {ready: true}, tags: {kuma.io/service: web}}
              - {port: 85}
            """);

    assertThat(EndpointIndex.of(fixture.snapshot("default")).endpoints("web"))
        .extracting(Endpoint::port)
        .containsExactly(80, 84);
  }

  @Test
  void whatDidNotChangeIsTheSameObject() {
    SnapshotFixture fixture =
        SnapshotFixture.started(MESH, dataplane("a", "web"), dataplane("b", "web"));
    List<Endpoint> before = EndpointIndex.of(fixture.snapshot("default")).endpoints("web");

    fixture.put(dataplane("c", "api"));
    fixture.thread.pass(100);

    assertThat(EndpointIndex.of(fixture.snapshot("default")).endpoints("web")).isSameAs(before);
    assertThat(fixture.told.get(0).delta().services()).containsExactly("api");

    fixture.put(dataplane("d", "web"));
    fixture.thread.pass(1000);

    assertThat(EndpointIndex.of(fixture.snapshot("default")).endpoints("web").get(0))
        .isSameAs(before.get(0));
  }

  private static String dataplane(String name, String service) {
    return """
    {type: Dataplane, mesh: default, name: %s, networking: {address: 192.0.2.1, inbound: [
      {port: 80, tags: {kuma.io/service: %s}}]}}
    """
        .formatted(name, service);
  }
}
