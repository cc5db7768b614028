package io.kuma.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SealingKeysTest {
  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @Test
  void readsOneKeyALineAndNamesItByItsDigest() {
    assertThat(SealingKeys.parse(List.of("# of 2030", "", "  " + KEY + " ", KEY)))
        .hasToString("SealingKeys[66687aad]");
  }

  @Test
  void saysWhichLineIsWrongAndNotWhatIsInIt() {
    for (String wrong : List.of("c2hvcnQ=", "not*base64", KEY + KEY)) {
      assertThatThrownBy(() -> SealingKeys.parse(List.of("", KEY, wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("line 3 is not 32 bytes in Base64")
          .hasNoCause();
    }
    assertThatThrownBy(() -> SealingKeys.parse(List.of("# nothing")))
        .hasMessage("there is no key in it");
  }
}
