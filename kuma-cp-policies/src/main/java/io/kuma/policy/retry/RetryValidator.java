package io.kuma.policy.retry;

import io.kuma.model.HttpMethod;
import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.model.schema.WireNames;
import io.kuma.policy.retry.Retry.BackOff;
import io.kuma.policy.retry.Retry.Conf;
import io.kuma.policy.retry.Retry.Grpc;
import io.kuma.policy.retry.Retry.GrpcRetryOn;
import io.kuma.policy.retry.Retry.Http;
import io.kuma.policy.retry.Retry.HttpRetryOn;
import io.kuma.resource.validate.Durations;
import io.kuma.resource.validate.SelectorRules;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link Retry} cannot say. */
public final class RetryValidator implements Validator<Retry> {
  private static final String EMPTY = "field cannot be empty";
  private static final String UNDEFINED = "has to be defined";
  private static final Http NO_HTTP = new Http(null, null, null, List.of(), List.of(), List.of());
  private static final Grpc NO_GRPC = new Grpc(List.of(), null, null, null);

  @Override
  public void validate(Resource<Retry> resource, Violations violations) {
    SelectorRules.checkToServices(violations, resource.spec());
    Path path = violations.at("conf");
    Conf conf = resource.spec().conf();
    if (conf == null) {
      path.add(UNDEFINED);
      return;
    }
    if (conf.http() == null && conf.grpc() == null && conf.tcp() == null) {
      path.add("missing protocol [grpc|http|tcp] configuration");
    }
    if (conf.http() != null) {
      checkHttp(path.field("http"), conf.http());
    }
    if (conf.grpc() != null) {
      checkGrpc(path.field("grpc"), conf.grpc());
    }
    if (conf.tcp() != null && conf.tcp().maxConnectAttempts() == 0) {
      path.field("tcp").field("maxConnectAttempts").add("has to be greater than 0");
    }
  }

  private static void checkHttp(Path path, Http http) {
    if (http.equals(NO_HTTP)) {
      path.add(EMPTY);
    }
    checkNumber(path.field("numRetries"), http.numRetries());
    Durations.checkGreaterThanZero(path.field("perTryTimeout"), http.perTryTimeout());
    checkBackOff(path.field("backOff"), http.backOff());
    for (int i = 0; i < http.retriableMethods().size(); i++) {
      if (http.retriableMethods().get(i) == HttpMethod.NONE) {
        path.field("retriableMethods").index(i).add(EMPTY);
      }
    }
    for (int i = 0; i < http.retryOn().size(); i++) {
      if (http.retryOn().get(i) == HttpRetryOn.RETRIABLE_STATUS_CODES
          && http.retriableStatusCodes().isEmpty()) {
        path.field("retryOn")
            .index(i)
            .add("retriableStatusCodes cannot be empty when this option is specified");
      }
    }
  }

  private static void checkGrpc(Path path, Grpc grpc) {
    if (grpc.equals(NO_GRPC)) {
      path.add(EMPTY);
    }
    checkRepeated(path.field("retryOn"), grpc.retryOn());
    checkNumber(path.field("numRetries"), grpc.numRetries());
    Durations.checkGreaterThanZero(path.field("perTryTimeout"), grpc.perTryTimeout());
    checkBackOff(path.field("backOff"), grpc.backOff());
  }

  private static void checkRepeated(Path path, List<GrpcRetryOn> values) {
    SortedMap<String, List<Integer>> places = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      places.computeIfAbsent(WireNames.of(values.get(i)), name -> new ArrayList<>()).add(i);
    }
    places.forEach(
        (name, indexes) -> {
          if (indexes.size() > 1) {
            path.add("repeated value \"" + name + "\" at indexes " + indexes);
          }
        });
  }

  private static void checkNumber(Path path, @Nullable Integer number) {
    if (number != null && number == 0) {
      path.add("has to be greater than 0 when defined");
    }
  }

  private static void checkBackOff(Path path, @Nullable BackOff backOff) {
    if (backOff == null) {
      return;
    }
    if (backOff.baseInterval() == null) {
      path.field("baseInterval").add(UNDEFINED);
    } else if (backOff.baseInterval().isZero()) {
      path.field("baseInterval").add("has to be greater than 0");
    } else {
      Durations.checkGreaterThanZero(path.field("maxInterval"), backOff.maxInterval());
    }
  }
}
