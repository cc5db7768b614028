package io.kuma.resource.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::", "::1", "2001:db8::1", "::ffff:1.2.3.4"})
  void knowsIpAddresses(String text) {
    assertThat(Addresses.isIp(text)).isTrue();
    assertThat(Addresses.isDnsName(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "1.2.3", "1.2.3.256", "01.2.3.4", ":", "1::2::3", "fe80::1%eth0"})
  void knowsWhatIsNoIpAddress(String text) {
    assertThat(Addresses.isIp(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "a.b.c.", "under_score.example", "Example.com", "1.2.3"})
  void knowsHostNames(String text) {
    assertThat(Addresses.isDnsName(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..>_<..", "a..b", "-a", "a b"})
  void knowsWhatIsNoHostName(String text) {
    assertThat(Addresses.isDnsName(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "kibana:1234, true",
    "[::1]:1234, true",
    "kibana, false",
    "kibana:, false",
    ":1234, false",
    "[]:1234, false",
    "a:1:2, false",
    "::1:1234, false"
  })
  void knowsHostsWithPorts(String text, boolean expected) {
    assertThat(Addresses.isHostAndPort(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/healthz, true",
    "http://host:80/a?b=c, true",
    "mailto:a@b, true",
    "healthz, false",
    "'', false",
    "8080/healthz, false"
  })
  void knowsRequestUris(String text, boolean expected) {
    assertThat(Addresses.parseRequestUri(text).isPresent()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "http://zipkin:9411/v2, true",
    "http://under_score:9411, true",
    "http://[::1]:9411, true",
    "http://zipkin/v2, false",
    "http://[::1]/v2, false",
    "/v2:9411, false"
  })
  void knowsUrisThatNameTheirPort(URI uri, boolean expected) {
    assertThat(Addresses.namesPort(uri)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, true",
    "1.2.3.4/32, true",
    "2001:db8::/64, true",
    "::/0, true",
    "1.2.3.4, false",
    "1.2.3.4/33, false",
    "1.2.3.4/, false",
    "1.2.3.4/08, false",
    "example.com/8, false",
    "::/129, false"
  })
  void knowsPrefixes(String text, boolean expected) {
    assertThat(Addresses.isCidr(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://logs.com",
        "https://user:pw@logs.example.com:1/a?b#c",
        "127.0.0.1:5000",
        "[::1]:5000",
        "logs:5000",
        "logs.example.com",
        "tcp://under_score.example:1"
      })
  void knowsUrls(String text) {
    assertThat(Addresses.isUrl(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "noport",
        "not_valid_url",
        ".a:1",
        "a b:1",
        "abc?x=a.b",
        "gopher://a:1",
        "[x]:1"
      })
  void knowsWhatIsNoUrl(String text) {
    assertThat(Addresses.isUrl(text)).isFalse();
  }
}
