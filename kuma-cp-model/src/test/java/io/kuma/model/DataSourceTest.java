package io.kuma.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DataSourceTest {
  @Test
  void keepsItsContentOutOfLogs() {
    assertThat(new DataSource(null, null, "a2V5", null)).hasToString(shown(null, ", inline]"));
    assertThat(new DataSource(null, null, null, "key")).hasToString(shown(null, ", inline]"));
    assertThat(new DataSource("s", null, null, null)).hasToString(shown("s", "]"));
  }

  @Test
  void isEmptyIfNothingCanComeFromIt() {
    assertThat(new DataSource(null, null, null, null).isEmpty()).isTrue();
    assertThat(new DataSource("", null, null, "").isEmpty()).isTrue();
    assertThat(new DataSource(null, "/ca.pem", null, null).isEmpty()).isFalse();
  }

  private static String shown(@Nullable String secret, String end) {
    return "DataSource[secret=" + secret + ", file=null" + end;
  }
}
