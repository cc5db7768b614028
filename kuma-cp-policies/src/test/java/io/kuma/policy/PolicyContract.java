package io.kuma.policy;

import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.model.golden.Golden;
import io.kuma.resource.CoreTypes;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.generate.ProxyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every policy is held to; {@code class MeshTimeoutTest extends PolicyContract {}} is all that a
 * new one has to write. Its cases stand in {@code src/test/resources/<package>/xds/<case>/}: {@code
 * input.yaml} with a mesh, its proxies and policies, and if they differ from the usual {@code
 * node.yaml} with what the proxies say about themselves.
 */
public abstract class PolicyContract {
  private static final String USUAL_NODE =
      """
      dataplane.admin.port: '9901'
      dataplane.readinessReporter.port: '9902'
      ipv6Enabled: false
      workdir: /run/kuma
      """;

  private final ProxyGenerator generator = new ProxyGenerator(Policies.PLUGINS);

  /** What Envoy is told, by proxy and kind of resource. */
  @TestFactory
  Stream<DynamicTest> xds() {
    return Golden.of(getClass(), "xds")
        .cases(
            folder -> {
              Map<String, String> files = new TreeMap<>();
              snapshots(folder)
                  .forEach(
                      (proxy, resources) -> files.putAll(XdsText.files(proxy, resources)));
              return files;
            });
  }

  /** A real Envoy takes it. */
  @TestFactory
  Stream<DynamicTest> isAcceptedByEnvoy() throws IOException {
    Path cases = Path.of("src/test/resources", getClass().getPackageName().replace('.', '/'), "xds");
    try (Stream<Path> folders = Files.list(cases)) {
      return folders.sorted().toList().stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(
                      folder.getFileName().toString(), () -> validate(folder)));
    }
  }

  private void validate(Path folder) throws IOException, InterruptedException {
    RealEnvoy envoy = RealEnvoy.orSkip();
    for (Map.Entry<String, XdsResources> proxy : snapshots(folder).entrySet()) {
      envoy.validate(proxy.getKey(), proxy.getValue());
    }
  }

  private SortedMap<String, XdsResources> snapshots(Path folder) throws IOException {
    TestMesh mesh = TestMesh.of(List.of(Files.readString(folder.resolve("input.yaml"))));
    Path node = folder.resolve("node.yaml");
    NodeFacts facts =
        NodeFacts.of(
            TestMesh.CODEC.parseYaml(Files.exists(node) ? Files.readString(node) : USUAL_NODE));
    Map<String, ProxyModel> models = new LinkedHashMap<>();
    mesh.all(CoreTypes.DATAPLANE)
        .forEach(dataplane -> models.put(dataplane.name(), mesh.model(dataplane.name(), facts)));
    SortedMap<String, XdsResources> snapshots = new TreeMap<>();
    models.forEach((name, model) -> snapshots.put(name, generator.generate(model)));
    return snapshots;
  }
}
