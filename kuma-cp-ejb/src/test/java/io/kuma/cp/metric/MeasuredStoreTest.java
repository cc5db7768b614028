package io.kuma.cp.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.event.Changes;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.core.store.ResourceStore;
import io.kuma.model.Failure.Conflict;
import io.kuma.model.Resource;
import io.kuma.model.ResourceTypes;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.mesh.Mesh;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class MeasuredStoreTest {
  private final ControlPlaneMetrics metrics = new ControlPlaneMetrics();
  private final ResourceStore store =
      new MeasuredStore(new MemoryResourceStore(Clock.systemUTC(), new Changes()), metrics.store());

  @Test
  void countsWhatSucceedsAndWhatFails() {
    Resource<Mesh> mesh = mesh();
    store.create(CoreTypes.MESH, mesh, null);
    assertThatThrownBy(() -> store.create(CoreTypes.MESH, mesh, null)).isInstanceOf(Conflict.class);
    assertThat(store.find(CoreTypes.MESH, mesh.key())).isPresent();
    assertThat(store.list(CoreTypes.MESH, null)).hasSize(1);
    store.delete(CoreTypes.MESH, mesh.key());
    assertThat(new String(metrics.text(), StandardCharsets.UTF_8))
        .contains(
            "store_count{operation=\"create\",resource_type=\"Mesh\"} 2\n",
            "store_count{operation=\"get\",resource_type=\"Mesh\"} 1\n",
            "store_count{operation=\"list\",resource_type=\"Mesh\"} 1\n",
            "store_count{operation=\"delete\",resource_type=\"Mesh\"} 1\n",
            "store_conflicts{resource_type=\"Mesh\"} 1.0\n");
  }

  private static Resource<Mesh> mesh() {
    JacksonResourceCodec codec = new JacksonResourceCodec();
    @SuppressWarnings("unchecked")
    Resource<Mesh> mesh =
        (Resource<Mesh>)
            codec.toResource(
                new ResourceTypes(CoreTypes.ALL),
                codec.parseYamlDocuments("{type: Mesh, name: m}").get(0));
    return mesh;
  }
}
