package io.kuma.resource.validate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpiffeIdsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spiffe://default",
        "spiffe://default.zone-1.mesh.local/ns/backend/sa/backend",
        "spiffe://a_b/workload/Web_1.2"
      })
  void takesIds(String id) {
    assertThat(SpiffeIds.problem(id)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '',                    cannot be empty
          web,                   scheme is missing or invalid
          https://default/web,   scheme is missing or invalid
          spiffe://,             trust domain is missing
          spiffe:///web,         trust domain is missing
          spiffe://Default/web,  'trust domain characters are limited to lowercase letters, numbers, dots, dashes, and underscores'
          spiffe://default/w b,  'path segment characters are limited to letters, numbers, dots, dashes, and underscores'
          spiffe://default/,     path cannot have a trailing slash
          spiffe://default/web/, path cannot have a trailing slash
          spiffe://default//web, path cannot contain empty segments
          spiffe://default/./a,  path cannot contain dot segments
          spiffe://default/a/.., path cannot contain dot segments
          """)
  void refusesOthers(String id, String problem) {
    assertThat(SpiffeIds.problem(id)).contains(problem);
  }
}
