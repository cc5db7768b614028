package io.kuma.policy.meshmetric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.kuma.model.Resource;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.policy.meshmetric.MeshMetric.Backend;
import io.kuma.policy.meshmetric.MeshMetric.Conf;
import io.kuma.policy.meshmetric.MeshMetric.Prometheus;
import io.kuma.policy.meshmetric.MeshMetric.PrometheusTls;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.mesh.Mesh;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScrapeTargetTest {
  private static final ResourceCodec CODEC = new JacksonResourceCodec();

  private static Resource<Dataplane> proxy(String networking) {
    String document = "{type: Dataplane, mesh: m, name: web-1, networking: " + networking + "}";
    return CoreTypes.DATAPLANE.cast(
        CODEC.toResource(
            new ResourceTypes(CoreTypes.ALL), CODEC.parseYamlDocuments(document).get(0)));
  }

  private static final SortedMap<String, String> NO_LABELS = new TreeMap<>();

  private static Conf conf(Prometheus... backends) {
    return new Conf(
        null,
        null,
        Arrays.stream(backends)
            .map(backend -> new Backend(Backend.Type.Prometheus, backend, null))
            .toList());
  }

  private static Prometheus backend(
      @Nullable String client, @Nullable Integer port, @Nullable String path) {
    return new Prometheus(client, port, path, null);
  }

  @Test
  void isWhereTheProxyListensForPrometheus() {
    Resource<Dataplane> web =
        proxy(
            "{address: 192.0.2.1, inbound: [{port: 80, tags: {kuma.io/service: web}},"
                + " {port: 81, tags: {kuma.io/service: admin}}]}");
    assertThat(ScrapeTarget.of(web, conf(backend(null, null, null))))
        .containsExactly(
            entry(
                ScrapeTarget.ANYBODY,
                new ScrapeTarget(
                    "m", "admin", "web-1", "http", "192.0.2.1:5670", "/metrics", NO_LABELS)));
  }

  @Test
  void thereIsOneForEachClientAndTheLastBackendOfAClientCounts() {
    Resource<Dataplane> web = proxy("{address: 192.0.2.1, advertisedAddress: '2001:db8::1'}");
    var targets =
        ScrapeTarget.of(
            web,
            conf(
                backend("main", 1000, "/a"),
                backend(null, 1001, "/b"),
                new Prometheus(
                    "main", 1002, "/c", new PrometheusTls(PrometheusTls.Mode.ProvidedTLS))));
    assertThat(targets.get("main"))
        .isEqualTo(
            new ScrapeTarget(
                "m", "unknown", "web-1", "https", "[2001:db8::1]:1002", "/c", NO_LABELS));
    assertThat(targets.values())
        .extracting(ScrapeTarget::address)
        .containsExactly("[2001:db8::1]:1001", "[2001:db8::1]:1002");
    assertThat(targets).hasSize(2);
  }

  @Test
  void clientsAreThoseThatBackendsNameAndAnybody() {
    assertThat(
            ScrapeTarget.clients(
                new MeshMetric(null, conf(backend("main", null, null), backend(null, 1, null)))))
        .containsExactlyInAnyOrder("main", ScrapeTarget.ANYBODY);
    assertThat(ScrapeTarget.clients(new MeshMetric(null, new Conf(null, null, List.of()))))
        .isEmpty();
  }

  @Test
  void metricsOfTheMeshHaveTagsAsLabels() {
    Resource<Dataplane> web =
        proxy(
            "{address: 192.0.2.1, inbound: [{port: 80, tags: {kuma.io/service: web, version: v1}},"
                + " {port: 81, tags: {kuma.io/service: admin, versions: both}}]}");
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("kuma_io_service", "admin");
    labels.put("kuma_io_services", ",admin,web,");
    labels.put("version", "v1");
    labels.put("versions", "both");
    labels.put("versionss", ",both,");
    assertThat(ScrapeTarget.of(web, mesh("{port: 1000, tls: {mode: providedTLS}}")))
        .contains(
            new ScrapeTarget("m", "admin", "web-1", "https", "192.0.2.1:1000", "/metrics", labels));
    assertThat(ScrapeTarget.of(web, Mesh.EMPTY)).isEmpty();
    assertThat(ScrapeTarget.of(web, mesh("{port: 80}"))).isEmpty();
  }

  private static Mesh mesh(String conf) {
    String document =
        "{type: Mesh, name: m, metrics: {enabledBackend: p, backends: [{name: p, type: prometheus, conf: "
            + conf
            + "}]}}";
    return CoreTypes.MESH
        .cast(
            CODEC.toResource(
                new ResourceTypes(CoreTypes.ALL), CODEC.parseYamlDocuments(document).get(0)))
        .spec();
  }
}
