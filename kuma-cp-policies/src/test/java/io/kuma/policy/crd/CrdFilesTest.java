package io.kuma.policy.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.ResourceType;
import io.kuma.model.golden.Golden;
import io.kuma.model.golden.YamlText;
import io.kuma.policy.Policies;
import io.kuma.resource.CoreTypes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Writes {@code deployment/crds}, with {@code -Dgolden.update=true}, and otherwise checks that the
 * files are what the types say.
 */
class CrdFilesTest {
  private static final List<ResourceType<?>> TYPES =
      Stream.<ResourceType<?>>concat(CoreTypes.ALL.stream(), Policies.TYPES.stream())
          .filter(ResourceType::hasCustomKind)
          .toList();

  @Test
  void areWhatTheTypesSay() {
    Map<String, String> files = new TreeMap<>();
    for (ResourceType<?> type : TYPES) {
      files.put(Crd.fileName(type), YamlText.of(Crd.of(type)));
    }
    Golden.ofProject(CrdFilesTest.class, "deployment/crds").check(files);
  }

  @Test
  void sayWhatTheContractSays() {
    CrdComparison comparison = new CrdComparison(TYPES);
    System.out.println(comparison.closingLines());
    assertThat(comparison.unexplained()).isEmpty();
  }
}
