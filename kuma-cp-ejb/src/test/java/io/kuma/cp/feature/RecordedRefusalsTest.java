package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.kuma.core.token.DataplaneClaims;
import io.kuma.xds.cache.XdsType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Streams that the contract's own control plane refused, with its code and words. */
class RecordedRefusalsTest {
  private static final Path CASES =
      Path.of(System.getProperty("kuma.conformance.dir", "../../shared/conformance"))
          .resolve("recorded/ads");
  private static final long PATIENCE_SECONDS = 10;

  private static RunningControlPlane controlPlane;
  private static int passed;
  private static int failed;

  @BeforeAll
  static void start(@TempDir Path workDir) {
    controlPlane = new RunningControlPlane(workDir);
  }

  @AfterAll
  static void stop() {
    controlPlane.close();
    System.out.println("ads refusals: %d passed, %d failed".formatted(passed, failed));
  }

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      List<Path> refused =
          folders
              .filter(folder -> folder.getFileName().toString().startsWith("refused-"))
              .sorted()
              .toList();
      assertThat(refused).isNotEmpty();
      return refused.stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
    }
  }

  private static void run(Path folder) throws Exception {
    failed++;
    controlPlane.apply(Files.readString(folder.resolve("resources.yaml")));
    JsonNode ads = yaml(folder.resolve("scenario.yaml")).at("/steps/1/ads");
    Node node = node(yaml(folder.resolve(ads.path("node").asText())));
    JsonNode expected =
        controlPlane
            .codec
            .parseJson(Files.readString(folder.resolve("expected/stream.json")))
            .path("grpc");

    Status status = refusal(node, token(ads.path("token"), node));

    assertThat(status.getCode().value()).isEqualTo(expected.path("code").asInt());
    String words = expected.path("message").asText();
    // What a library says in its own words is not recorded.
    if (words.endsWith("{{reason}}")) {
      assertThat(status.getDescription()).startsWith(words.replace("{{reason}}", ""));
    } else {
      assertThat(status.getDescription()).isEqualTo(words);
    }
    failed--;
    passed++;
  }

  /** The recordings' token: for the node, but for what the case says. */
  private static String token(JsonNode wanted, Node node) {
    if (wanted.isTextual()) {
      return wanted.asText();
    }
    String id = node.getId();
    SortedMap<String, SortedSet<String>> tags = new TreeMap<>();
    wanted
        .path("tags")
        .properties()
        .forEach(
            tag -> {
              SortedSet<String> values = new TreeSet<>();
              tag.getValue().forEach(value -> values.add(value.asText()));
              tags.put(tag.getKey(), values);
            });
    return controlPlane.tokens.issue(
        new DataplaneClaims(
            wanted.path("name").asText(id.substring(id.indexOf('.') + 1)),
            wanted.path("mesh").asText(id.substring(0, id.indexOf('.'))),
            tags,
            "dataplane",
            ""),
        Duration.ofHours(1));
  }

  private static Status refusal(Node node, String token) throws Exception {
    CompletableFuture<Status> end = new CompletableFuture<>();
    try (Connection connection = new Connection(controlPlane.port())) {
      connection
          .service(token.isEmpty() ? null : token)
          .streamAggregatedResources(
              new StreamObserver<>() {
                @Override
                public void onNext(DiscoveryResponse response) {
                  end.completeExceptionally(new AssertionError("it was let in"));
                }

                @Override
                public void onError(Throwable thrown) {
                  end.complete(Status.fromThrowable(thrown));
                }

                @Override
                public void onCompleted() {
                  end.complete(Status.OK);
                }
              })
          .onNext(
              DiscoveryRequest.newBuilder()
                  .setNode(node)
                  .setTypeUrl(XdsType.CLUSTER.url())
                  .build());
      return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static Node node(JsonNode tree) throws InvalidProtocolBufferException {
    Struct.Builder metadata = Struct.newBuilder();
    JsonFormat.parser().merge(tree.path("metadata").toString(), metadata);
    return Node.newBuilder()
        .setId(tree.path("id").asText())
        .setCluster(tree.path("cluster").asText())
        .setMetadata(metadata)
        .build();
  }

  private static JsonNode yaml(Path file) throws IOException {
    return controlPlane.codec.parseYaml(Files.readString(file));
  }
}
