package io.kuma.core.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class RedactionTest {
  private static String redacted(String text) throws Exception {
    JsonNode tree = new ObjectMapper().readTree(text);
    Redaction.apply(tree);
    return tree.toString();
  }

  @Test
  void tokensInHeadersAreHiddenWhereverTheyStand() throws Exception {
    assertThat(
            redacted(
                """
                {"a":[{"initial_metadata":[{"key":"Authorization","value":"eyJ"},{"key":"x","value":"y"}]},
                 {"header":{"key":"cookie","raw_value":"abc"}}]}
                """))
        .isEqualTo(
            "{\"a\":[{\"initial_metadata\":[{\"key\":\"Authorization\",\"value\":\"[redacted]\"},"
                + "{\"key\":\"x\",\"value\":\"y\"}]},"
                + "{\"header\":{\"key\":\"cookie\",\"raw_value\":\"[redacted]\"}}]}");
  }

  @Test
  void theTokenOfTheNodeIsHidden() throws Exception {
    assertThat(redacted("{\"metadata\":{\"dataplane.token\":\"eyJ\"}}"))
        .isEqualTo("{\"metadata\":{\"dataplane.token\":\"[redacted]\"}}");
  }

  @Test
  void theRestStays() throws Exception {
    String text =
        "{\"key\":\"authorization\",\"other\":[1,null,\"value\"],\"header\":{\"value\":2}}";
    assertThat(redacted(text)).isEqualTo(text);
  }
}
