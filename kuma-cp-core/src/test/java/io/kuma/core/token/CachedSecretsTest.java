package io.kuma.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.event.Changes;
import io.kuma.core.manager.ResourceReader;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CachedSecretsTest {
  private static final ResourceKey KEY = CoreTypes.SECRET.key("m", "s");

  private final MemoryResourceStore store =
      new MemoryResourceStore(Clock.systemUTC(), new Changes());
  private final Changes heard = new Changes();
  private final CachedSecrets secrets = new CachedSecrets(reader(), heard);

  @Test
  void forgetsEverythingWhenChangesMayHaveBeenMissed() {
    store.create(CoreTypes.SECRET, secret("old"), null);
    assertThat(secrets.find(CoreTypes.SECRET, KEY)).isPresent();
    store.delete(CoreTypes.SECRET, KEY);
    assertThat(secrets.find(CoreTypes.SECRET, KEY)).as("nobody said that it is gone").isPresent();

    heard.publishGap();

    assertThat(secrets.find(CoreTypes.SECRET, KEY)).isEmpty();
  }

  private static Resource<Secret> secret(String value) {
    return Resource.of(KEY, Secret.of(value.getBytes(StandardCharsets.UTF_8)));
  }

  private ResourceReader reader() {
    return new ResourceReader() {
      @Override
      public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
        return store.find(type, key);
      }

      @Override
      public <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh) {
        return store.list(type, mesh);
      }
    };
  }
}
