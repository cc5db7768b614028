package io.kuma.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalhostTest {

  @ParameterizedTest
  @ValueSource(strings = {"localhost:5681", "127.0.0.1:5681", "[::1]:5681", "LOCALHOST"})
  void aPlainCallOnThisMachineIsLocal(String host) {
    assertThat(isLocal("127.0.0.1", Map.of("Host", host))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "0:0:0:0:0:0:0:1", "::1"})
  void theLoopbackHasManyAddresses(String peer) {
    assertThat(isLocal(peer, Map.of("Host", "localhost:5681"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8:0:0:0:0:0:1", "0.0.0.0"})
  void aCallFromAnotherMachineIsNot(String peer) {
    assertThat(isLocal(peer, Map.of("Host", "localhost:5681"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Real-IP"})
  void aForwardedCallIsNot(String header) {
    assertThat(isLocal("127.0.0.1", Map.of("Host", "localhost", header, "192.0.2.7"))).isFalse();
    assertThat(isLocal("127.0.0.1", Map.of("Host", "localhost", header, ""))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kuma.example.org",
        "127.0.0.1.example.org",
        "localhost.example.org:5681",
        "[::1].example.org",
        "localhost:5681.example.org",
        "192.0.2.7",
        "[2001:db8::1]:5681",
        ""
      })
  void aCallForAnotherNameIsNot(String host) {
    // A name that was made to point here, so that a page may talk to this API (DNS rebinding).
    assertThat(isLocal("127.0.0.1", Map.of("Host", host))).isFalse();
  }

  @Test
  void aCallWithoutHostIsNot() {
    assertThat(isLocal("127.0.0.1", Map.of())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"same-origin,true", "none,true", "'',true", "cross-site,false", "same-site,false"})
  void aBrowserSaysWhetherAnotherSiteAsks(String site, boolean local) {
    assertThat(isLocal("127.0.0.1", Map.of("Host", "localhost:5681", "Sec-Fetch-Site", site)))
        .isEqualTo(local);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:5681,true",
    "http://LOCALHOST:5681,true",
    "http://localhost:8080,false",
    "http://localhost,false",
    "http://127.0.0.1:5681,false",
    "'',false",
    "not a url,false",
    "https://evil.example.org,false",
    "null,false"
  })
  void anotherOriginIsNot(String origin, boolean local) {
    assertThat(isLocal("127.0.0.1", Map.of("Host", "localhost:5681", "Origin", origin)))
        .isEqualTo(local);
  }

  private static boolean isLocal(String peer, Map<String, String> headers) {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    return Localhost.isLocal(peer, anyCase::get);
  }
}
