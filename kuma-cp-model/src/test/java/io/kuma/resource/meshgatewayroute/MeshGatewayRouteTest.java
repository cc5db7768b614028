package io.kuma.resource.meshgatewayroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.resource.CoreTypes;
import io.kuma.resource.contract.Refusals;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refusals that no case of the contract shows. */
class MeshGatewayRouteTest {
  private static final String BACKEND =
      "backends: [{weight: 1, destination: {kuma.io/service: a}}]";

  @Test
  void isOfOneProtocol() {
    assertThat(conf("{tcp: {rules: [{%s}]}}".formatted(BACKEND))).isEmpty();
    assertThat(
            conf("{tcp: {}, http: {rules: [{matches: [{method: GET}], %s}]}}".formatted(BACKEND)))
        .containsExactly("conf: must hold only one of tcp and http");
  }

  @Test
  void filtersAreOneThingEach() {
    assertThat(
            rule(
                "filters: [{rewrite: {replaceFull: /}, request_header: {remove: [x]}}], "
                    + BACKEND))
        .containsExactly("conf.http.rules[0].filters[0]: must be only one kind of filter");
    assertThat(rule("filters: [{rewrite: {replaceFull: /, replacePrefixMatch: /}}], " + BACKEND))
        .containsExactly(
            "conf.http.rules[0].filters[0].rewrite: must hold only one of replaceFull and"
                + " replacePrefixMatch");
  }

  @Test
  void headersHaveNamesAndValues() {
    assertThat(rule("filters: [{request_header: {}}], " + BACKEND))
        .containsExactly("conf.http.rules[0].filters[0].request_header: cannot be empty");
    assertThat(rule("filters: [{request_header: {add: [{}], remove: ['']}}], " + BACKEND))
        .containsExactly(
            "conf.http.rules[0].filters[0].request_header.add[0].name: cannot be empty",
            "conf.http.rules[0].filters[0].request_header.add[0].value: cannot be empty",
            "conf.http.rules[0].filters[0].request_header.remove[0]: cannot be empty");
  }

  @Test
  void redirectsNeedNoBackendAndOthersDo() {
    assertThat(rule("filters: [{redirect: {status_code: 301, port: 99999}}]"))
        .containsExactly(
            "conf.http.rules[0].filters[0].redirect.port: port must be in the range [1, 65535]");
    assertThat(rule("filters: []")).containsExactly("conf.http.rules[0].backends: cannot be empty");
  }

  private static List<String> rule(String rule) {
    return conf(
        "{http: {rules: [{matches: [{path: {match: PREFIX, value: /}}], %s}]}}".formatted(rule));
  }

  private static List<String> conf(String conf) {
    return Refusals.of(
        CoreTypes.MESH_GATEWAY_ROUTE,
        "{selectors: [{match: {kuma.io/service: gw}}], conf: %s}".formatted(conf));
  }
}
