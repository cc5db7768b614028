package io.kuma.core.match.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.Selector;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.trafficroute.TrafficRoute;
import io.kuma.resource.virtualoutbound.VirtualOutbound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LegacySelectionTest {
  private static final String SERVICE = "kuma.io/service";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ResourceCodec CODEC = new JacksonResourceCodec();

  private static final Dataplane WEB =
      CODEC.toSpec(
          CoreTypes.DATAPLANE,
          CODEC.parseYaml(
              """
              networking:
                inbound:
                - {port: 80, tags: {kuma.io/service: web, version: v2, zone: east}}
                - {port: 81, tags: {kuma.io/service: admin}}
              """));

  private static Selector match(String... tags) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < tags.length; i += 2) {
      map.put(tags[i], tags[i + 1]);
    }
    return new Selector(map);
  }

  private static Selector service(String name) {
    return match(SERVICE, name);
  }

  /** A route that was made {@code age} seconds after the first. */
  private static Resource<TrafficRoute> route(
      String name, int age, List<Selector> sources, List<Selector> destinations) {
    Meta meta = Meta.of(CoreTypes.TRAFFIC_ROUTE.key("default", name));
    return new Resource<>(
        new Meta(meta.key(), meta.labels(), 1, START.plusSeconds(age), START),
        new TrafficRoute(sources, destinations, null),
        null);
  }

  private static Resource<TrafficRoute> route(
      String name, int age, Selector source, Selector destination) {
    return route(name, age, List.of(source), List.of(destination));
  }

  private static Resource<VirtualOutbound> outbound(String name, int age, Selector... selectors) {
    Meta meta = Meta.of(CoreTypes.VIRTUAL_OUTBOUND.key("default", name));
    return new Resource<>(
        new Meta(meta.key(), meta.labels(), 1, START.plusSeconds(age), START),
        new VirtualOutbound(List.of(selectors), null),
        null);
  }

  private static String toApi(List<Resource<TrafficRoute>> routes) {
    return LegacySelection.forOutbound(routes, WEB, "api").map(Resource::name).orElse("none");
  }

  @Test
  void whatIsSaidOfBothSidesCountsTogether() {
    List<Resource<TrafficRoute>> routes =
        List.of(
            route("all", 4, service("*"), service("*")),
            route("from-web", 3, service("web"), service("*")),
            route("to-api", 1, service("*"), service("api")),
            route("v2-to-any", 0, match(SERVICE, "web", "version", "v2"), service("*")));
    assertThat(toApi(routes)).isEqualTo("v2-to-any");
    assertThat(toApi(routes.subList(0, 3)))
        .as("the newer of two that say as much")
        .isEqualTo("from-web");
    assertThat(toApi(routes.subList(0, 1))).isEqualTo("all");
  }

  /** Three tags, two of them any, against two with values. */
  @Test
  void moreTagsCountForMoreThanExactOnes() {
    assertThat(
            toApi(
                List.of(
                    route("exact", 1, service("web"), service("api")),
                    route("many", 0, match(SERVICE, "*", "version", "*"), service("api")))))
        .isEqualTo("many");
  }

  @Test
  void ofAsManyTagsThoseWithValuesCountForMore() {
    assertThat(
            toApi(
                List.of(
                    route("any", 1, match(SERVICE, "*", "version", "*"), service("*")),
                    route("exact", 0, match(SERVICE, "*", "version", "v2"), service("*")))))
        .isEqualTo("exact");
  }

  @Test
  void anyValueIsStillAValue() {
    assertThat(toApi(List.of(route("x", 0, match(SERVICE, "*", "color", "*"), service("*")))))
        .isEqualTo("none");
  }

  @Test
  void oneInboundHasToHaveAllOfTheTags() {
    assertThat(
            toApi(List.of(route("x", 0, match(SERVICE, "admin", "version", "v2"), service("*")))))
        .isEqualTo("none");
    assertThat(toApi(List.of(route("x", 0, service("admin"), service("*"))))).isEqualTo("x");
  }

  @Test
  void bestSelectorSpeaksForItsPolicy() {
    assertThat(
            toApi(
                List.of(
                    route("one", 1, service("web"), service("*")),
                    route(
                        "two",
                        0,
                        List.of(
                            service("*"), match(SERVICE, "web", "version", "v2", "zone", "east")),
                        List.of(service("rpc"), service("*"))))))
        .isEqualTo("two");
  }

  @Test
  void newestWinsAndThenTheFirstByName() {
    assertThat(
            toApi(
                List.of(
                    route("b", 1, service("web"), service("api")),
                    route("c", 1, service("web"), service("api")),
                    route("a", 0, service("web"), service("api")))))
        .isEqualTo("b");
  }

  @Test
  void inboundsLookAtDestinationsOnly() {
    Map<String, String> inbound = Map.of(SERVICE, "api", "version", "v1");
    List<Resource<TrafficRoute>> policies =
        List.of(
            route("sources-say-much", 1, match(SERVICE, "web", "version", "v2"), service("api")),
            route("version", 0, service("*"), match(SERVICE, "api", "version", "v1")),
            route("other", 2, service("*"), match(SERVICE, "api", "version", "v2")));
    assertThat(LegacySelection.forInbound(policies, inbound).map(Resource::name))
        .contains("version");
    assertThat(LegacySelection.forInbound(policies, Map.of())).isEmpty();
  }

  @Test
  void allOfAnInboundBeginWithThoseThatKnowTheClientBest() {
    List<Resource<TrafficRoute>> policies =
        List.of(
            route("a-all", 3, service("*"), service("api")),
            route("b-web", 0, service("web"), service("*")),
            route("c-v2", 1, match(SERVICE, "web", "version", "v2"), service("api")),
            route("d-elsewhere", 2, service("web"), service("rpc")));
    assertThat(LegacySelection.allForInbound(policies, Map.of(SERVICE, "api")))
        .extracting(Resource::name)
        .containsExactly("c-v2", "b-web", "a-all");
  }

  @Test
  void proxiesAreSelectedByAnyOfTheirInbounds() {
    List<Resource<VirtualOutbound>> policies =
        List.of(
            outbound("everywhere", 3),
            outbound("old", 0, service("web")),
            outbound("new", 1, service("nothing"), service("admin")),
            outbound("elsewhere", 4, match(SERVICE, "web", "version", "v1")));
    assertThat(LegacySelection.forProxy(policies, WEB).map(Resource::name)).contains("new");
    assertThat(LegacySelection.forProxy(policies.subList(0, 1), WEB)).isPresent();
    assertThat(LegacySelection.forProxy(policies.subList(3, 4), WEB)).isEmpty();
  }

  @Property(tries = 100)
  void neverDependsOnTheOrderOfTheInput(@ForAll long seed) {
    Random random = new Random(seed);
    List<Resource<TrafficRoute>> routes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      routes.add(
          route(
              "r" + i,
              random.nextInt(2),
              random.nextBoolean() ? service("*") : service("web"),
              random.nextBoolean() ? service("*") : service("api")));
    }
    String winner = toApi(routes);
    List<Resource<TrafficRoute>> all =
        LegacySelection.allForInbound(routes, Map.of(SERVICE, "api"));
    Collections.shuffle(routes, random);
    assertThat(toApi(routes)).isEqualTo(winner);
    assertThat(LegacySelection.allForInbound(routes, Map.of(SERVICE, "api"))).isEqualTo(all);
  }
}
