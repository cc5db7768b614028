package io.kuma.core.role;

import static io.kuma.core.role.Roles.JANE;
import static io.kuma.core.role.Roles.binding;
import static io.kuma.core.role.Roles.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuma.core.event.Change;
import io.kuma.core.event.Changes;
import io.kuma.core.manager.ResourceReader;
import io.kuma.core.manager.TestControlPlane;
import io.kuma.core.store.StoreUnavailable;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.Spec;
import io.kuma.resource.CoreTypes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredRolesTest {
  private static final String READS_M = "{verbs: [read], types: [Mesh], meshes: [m]}";

  private final TestControlPlane plane = TestControlPlane.standalone();
  private final CountedReader reader = new CountedReader(plane.manager());
  private final AtomicLong time = new AtomicLong();
  private final StoredRoles roles = new StoredRoles(reader, plane.changes(), time::get);

  /** Counts readings, and fails when it is told to. */
  private static final class CountedReader implements ResourceReader {
    private final ResourceReader reader;
    private int lists;
    private boolean broken;

    CountedReader(ResourceReader reader) {
      this.reader = reader;
    }

    @Override
    public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
      return reader.find(type, key);
    }

    @Override
    public <S extends Spec> List<Resource<S>> list(ResourceType<S> type, @Nullable String mesh) {
      if (broken) {
        throw new StoreUnavailable(new IllegalStateException("on purpose"));
      }
      lists++;
      return reader.list(type, mesh);
    }
  }

  private boolean janeKnows(String mesh) {
    return roles.current().permissions(JANE).know(mesh);
  }

  @Test
  void aChangeCountsAtTheNextCall() {
    assertThat(janeKnows("m")).isFalse();
    plane.manager().create(CoreTypes.ACCESS_ROLE_BINDING, binding("b", "User", "jane", "r"));
    assertThat(janeKnows("m")).isFalse();
    plane.manager().create(CoreTypes.ACCESS_ROLE, role("r", READS_M));
    assertThat(janeKnows("m")).isTrue();
    plane
        .manager()
        .delete(CoreTypes.ACCESS_ROLE_BINDING, CoreTypes.ACCESS_ROLE_BINDING.key("", "b"));
    assertThat(janeKnows("m")).isFalse();
  }

  @Test
  void asksTheStoreOnlyAfterAChangeOfRoles() {
    janeKnows("m");
    int first = reader.lists;
    plane.createMesh("m");
    for (int i = 0; i < 100; i++) {
      janeKnows("m");
    }
    assertThat(reader.lists).isEqualTo(first);
    Roles.store(plane, READS_M);
    janeKnows("m");
    janeKnows("m");
    assertThat(reader.lists).isEqualTo(2 * first);
  }

  @Test
  void findsOutWhatNobodySaidAfterAGap() {
    janeKnows("m");
    withoutAWord();
    assertThat(janeKnows("m")).isFalse();
    plane.changes().publishGap();
    assertThat(janeKnows("m")).isTrue();
  }

  @Test
  void findsOutInTimeWhatNobodySaid() {
    janeKnows("m");
    withoutAWord();
    time.addAndGet(StoredRoles.REPAIR.toNanos() - 1);
    assertThat(janeKnows("m")).isFalse();
    time.addAndGet(1);
    assertThat(janeKnows("m")).isTrue();
  }

  /** As another control plane does whose notice is lost. */
  private void withoutAWord() {
    roles.close();
    Roles.store(plane, READS_M);
    plane.changes().subscribe(roles);
  }

  @Test
  void whatIsKnownCountsOnInAnOutageAndWhatHasChangedDoesNot() {
    Roles.store(plane, READS_M);
    assertThat(janeKnows("m")).isTrue();
    reader.broken = true;
    time.addAndGet(StoredRoles.REPAIR.toNanos());
    assertThat(janeKnows("m")).isTrue();
    roles.onChange(new Change(CoreTypes.ACCESS_ROLE.key("", "r")));
    assertThatThrownBy(() -> janeKnows("m")).isInstanceOf(StoreUnavailable.class);
    reader.broken = false;
    assertThat(janeKnows("m")).isTrue();
  }

  /** What is committed while roles are read is read by the next call. */
  @Test
  void aChangeDuringAReadingIsNotLost() {
    Changes changes = new Changes();
    ResourceReader slow =
        new ResourceReader() {
          private boolean first = true;

          @Override
          public <S extends Spec> Optional<Resource<S>> find(
              ResourceType<S> type, ResourceKey key) {
            return plane.manager().find(type, key);
          }

          @Override
          public <S extends Spec> List<Resource<S>> list(
              ResourceType<S> type, @Nullable String mesh) {
            List<Resource<S>> before = plane.manager().list(type, mesh);
            if (first && type.equals(CoreTypes.ACCESS_ROLE_BINDING)) {
              first = false;
              Roles.store(plane, READS_M);
              changes.publish(List.of(new Change(CoreTypes.ACCESS_ROLE_BINDING.key("", "b"))));
            }
            return before;
          }
        };
    try (StoredRoles late = new StoredRoles(slow, changes)) {
      assertThat(late.current().permissions(JANE).know("m")).isFalse();
      assertThat(late.current().permissions(JANE).know("m")).isTrue();
    }
  }
}
