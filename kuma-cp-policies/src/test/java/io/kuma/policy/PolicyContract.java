package io.kuma.policy;

import io.kuma.core.proxy.NodeFacts;
import io.kuma.model.Resource;
import io.kuma.model.golden.Golden;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.xds.cache.XdsResources;
import io.kuma.xds.generate.ProxyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every policy is held to; {@code class MeshTimeoutTest extends PolicyContract {}} is all that
 * a new one has to write. Its cases stand in {@code src/test/resources/<package>/xds/<case>/}:
 *
 * <ul>
 *   <li>{@code input.yaml}: a mesh, its policies and the proxies that are looked at,
 *   <li>{@code others.yaml}, if there are any: proxies that those talk to,
 *   <li>{@code node.yaml}, if it matters: what the proxies say about themselves,
 *   <li>{@code golden/<proxy>.<kind>.yaml}: what Envoy is told.
 * </ul>
 */
public abstract class PolicyContract {
  /** No admin listener: it would stand in every golden file, and no policy has a say in it. */
  private static final String USUAL_NODE = "{ipv6Enabled: false, workdir: /run/kuma}";

  private final ProxyGenerator generator = new ProxyGenerator(Policies.PLUGINS);

  /** What Envoy is told, by proxy and kind of resource. */
  @TestFactory
  Stream<DynamicTest> xds() {
    return Golden.of(getClass(), "xds")
        .cases(
            folder -> {
              Map<String, String> files = new TreeMap<>();
              snapshots(folder)
                  .forEach((proxy, resources) -> files.putAll(XdsText.files(proxy, resources)));
              return files;
            });
  }

  /** A real Envoy takes it. */
  @TestFactory
  Stream<DynamicTest> isAcceptedByEnvoy() throws IOException {
    Path cases =
        Path.of("src/test/resources", getClass().getPackageName().replace('.', '/'), "xds");
    try (Stream<Path> folders = Files.list(cases)) {
      return folders.sorted().toList().stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(folder.getFileName().toString(), () -> validate(folder)));
    }
  }

  private void validate(Path folder) throws IOException, InterruptedException {
    RealEnvoy envoy = RealEnvoy.orSkip();
    for (Map.Entry<String, XdsResources> proxy : snapshots(folder).entrySet()) {
      envoy.validate(proxy.getKey(), proxy.getValue());
    }
  }

  private SortedMap<String, XdsResources> snapshots(Path folder) throws IOException {
    String input = Files.readString(folder.resolve("input.yaml"));
    TestMesh mesh = TestMesh.of(List.of(input, readOr(folder.resolve("others.yaml"), "")));
    NodeFacts node =
        NodeFacts.of(TestMesh.CODEC.parseYaml(readOr(folder.resolve("node.yaml"), USUAL_NODE)));
    SortedMap<String, XdsResources> snapshots = new TreeMap<>();
    for (Resource<Dataplane> proxy : TestMesh.of(List.of(input)).all(CoreTypes.DATAPLANE)) {
      snapshots.put(proxy.name(), generator.generate(mesh.model(proxy.name(), node)));
    }
    return snapshots;
  }

  private static String readOr(Path file, String otherwise) throws IOException {
    return Files.exists(file) ? Files.readString(file) : otherwise;
  }
}
