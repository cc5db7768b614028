package io.kuma.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link LocalhostTest} says of headers holds for calls that arrive (contract 2.1). */
class LocalhostIsAdminTest {
  @SuppressWarnings("NullAway.Init")
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.withEssentials();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aPlainCallMayDoEverything() {
    assertThat(server.get("/secrets").statusCode()).isEqualTo(200);
    assertThat(server.get("/who-am-i").body())
        .contains("\"mesh-system:admin\"", "\"mesh-system:authenticated\"");
  }

  @ParameterizedTest
  @CsvSource({
    "Forwarded, for=192.0.2.7",
    "X-Forwarded-For, 192.0.2.7",
    "X-Forwarded-For, 127.0.0.1",
    "x-real-ip, 192.0.2.7",
    "Host, kuma.example.org",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, https://evil.example.org",
    "Origin, null"
  })
  void oneSignThatItIsAnotherIsEnough(String header, String value) {
    assertThat(server.get("/secrets", header, value).statusCode()).isEqualTo(403);
    assertThat(server.get("/who-am-i", header, value).body()).contains("mesh-system:anonymous");
  }

  @Test
  void itsOwnPagesMay() {
    String authority = URI.create(server.root()).getAuthority();
    assertThat(
            server
                .get("/secrets", "Sec-Fetch-Site", "same-origin", "Origin", "http://" + authority)
                .statusCode())
        .isEqualTo(200);
    assertThat(server.get("/secrets", "Sec-Fetch-Site", "none").statusCode()).isEqualTo(200);
  }
}
