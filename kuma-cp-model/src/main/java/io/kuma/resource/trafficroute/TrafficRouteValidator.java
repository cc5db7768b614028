package io.kuma.resource.trafficroute;

import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.resource.trafficroute.TrafficRoute.Conf;
import io.kuma.resource.trafficroute.TrafficRoute.LoadBalancer;
import io.kuma.resource.trafficroute.TrafficRoute.Split;
import io.kuma.resource.validate.SelectorRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link TrafficRoute} cannot say. */
public final class TrafficRouteValidator implements Validator<TrafficRoute> {
  private static final Set<String> HASH_FUNCTIONS = Set.of("XX_HASH", "MURMUR_HASH_2");

  @Override
  public void validate(Resource<TrafficRoute> resource, Violations violations) {
    TrafficRoute route = resource.spec();
    SelectorRules.checkToServices(violations, route);
    Path path = violations.at("conf");
    Conf conf = route.conf();
    if (conf == null) {
      path.add("cannot be empty");
      return;
    }
    checkDestinations(path, conf.split(), conf.destination());
    for (int i = 0; i < conf.http().size(); i++) {
      TrafficRoute.HttpRoute http = conf.http().get(i);
      Path place = path.field("http").index(i);
      HttpRouteRules.check(place, http);
      checkDestinations(place, http.split(), http.destination());
    }
    if (conf.loadBalancer() != null) {
      checkLoadBalancer(path.field("loadBalancer"), conf.loadBalancer());
    }
  }

  private static void checkDestinations(
      Path path, List<Split> split, @Nullable Map<String, String> destination) {
    if (split.isEmpty() && destination == null) {
      path.add("requires either \"destination\" or \"split\"");
    }
    if (!split.isEmpty() && destination != null) {
      path.add("\"split\" cannot be defined at the same time as \"destination\"");
    }
    if (!split.isEmpty()) {
      checkSplit(path.field("split"), split);
    }
    if (destination != null) {
      SelectorRules.SERVICE.check(path.field("destination"), destination);
    }
  }

  private static void checkSplit(Path path, List<Split> split) {
    long sum = 0;
    for (int i = 0; i < split.size(); i++) {
      Integer weight = split.get(i).weight();
      if (weight == null) {
        path.index(i).field("weight").add("needs to be defined");
      } else {
        sum += weight;
      }
      SelectorRules.SERVICE.check(path.index(i).field("destination"), split.get(i).destination());
    }
    if (sum == 0) {
      path.add("there must be at least one split entry with weight above 0");
    }
  }

  private static void checkLoadBalancer(Path path, LoadBalancer loadBalancer) {
    if (loadBalancer.leastRequest() != null && loadBalancer.leastRequest().choiceCount() == 1) {
      path.field("leastRequest")
          .field("choiceCount")
          .add("value must be greater than or equal to 2");
    }
    if (loadBalancer.ringHash() != null
        && !HASH_FUNCTIONS.contains(loadBalancer.ringHash().hashFunction())) {
      path.field("ringHash").field("hashFunction").add("must have a valid hash function");
    }
  }
}
