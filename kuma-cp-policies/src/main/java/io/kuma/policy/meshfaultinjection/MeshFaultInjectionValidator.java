package io.kuma.policy.meshfaultinjection;

import static io.kuma.model.TargetRefKind.Mesh;
import static io.kuma.model.TargetRefKind.MeshService;
import static io.kuma.model.TargetRefKind.MeshServiceSubset;
import static io.kuma.model.TargetRefKind.MeshSubset;

import io.kuma.model.Bandwidth;
import io.kuma.model.Resource;
import io.kuma.model.Validator;
import io.kuma.model.Violations;
import io.kuma.model.Violations.Path;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection.Abort;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection.Conf;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection.Delay;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection.Fault;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection.From;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection.ResponseBandwidth;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection.Rule;
import io.kuma.policy.meshfaultinjection.MeshFaultInjection.To;
import io.kuma.resource.validate.Durations;
import io.kuma.resource.validate.Matches;
import io.kuma.resource.validate.Numbers;
import io.kuma.resource.validate.Percentages;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.resource.validate.TargetRefRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the schema of a {@link MeshFaultInjection} cannot say. */
public final class MeshFaultInjectionValidator implements Validator<MeshFaultInjection> {
  private static final TargetRefRules FROM =
      TargetRefRules.of(Mesh, MeshSubset, MeshService, MeshServiceSubset);
  private static final TargetRefRules TO = TargetRefRules.of(Mesh);
  private static final int MIN_STATUS = 100;
  private static final int MAX_STATUS = 599;

  @Override
  public void validate(Resource<MeshFaultInjection> resource, Violations violations) {
    MeshFaultInjection policy = resource.spec();
    Path spec = violations.at("spec");
    PolicyRules.checkRulesAlone(spec, policy);
    PolicyRules.checkTop(spec, resource, TargetRefRules.PROXIES_AND_LISTENERS);
    List<Rule> rules = PolicyRules.orEmpty(policy.rules());
    for (int i = 0; i < rules.size(); i++) {
      Path place = spec.field("rules").index(i);
      Matches.checkAll(place.field("matches"), rules.get(i).matches());
      checkFaults(place.field("default"), rules.get(i).conf().http());
    }
    checkFrom(spec.field("from"), policy);
    checkTo(spec.field("to"), policy);
  }

  @Override
  public List<String> deprecations(Resource<MeshFaultInjection> resource) {
    return PolicyRules.deprecations(
        resource.spec(),
        "'from' field is deprecated, use 'rules' with SPIFFE-based 'matches' instead");
  }

  private static void checkFrom(Path path, MeshFaultInjection policy) {
    List<From> items = PolicyRules.orEmpty(policy.from());
    if (!items.isEmpty() && PolicyRules.includesGateways(policy)) {
      path.add(PolicyRules.NOT_FOR_GATEWAYS);
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      FROM.check(path.index(i).field("targetRef"), items.get(i).targetRef());
      checkConf(path.index(i).field("default"), items.get(i).conf());
    }
  }

  private static void checkTo(Path path, MeshFaultInjection policy) {
    List<To> items = PolicyRules.orEmpty(policy.to());
    if (!items.isEmpty() && !PolicyRules.includesGateways(policy)) {
      path.add("must not be defined");
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      TO.check(path.index(i).field("targetRef"), items.get(i).targetRef());
      checkConf(path.index(i).field("default"), items.get(i).conf());
    }
  }

  private static void checkConf(Path path, @Nullable Conf conf) {
    checkFaults(path, conf == null ? null : conf.http());
  }

  /** The index of a fault stands behind its kind: so the contract has it. */
  private static void checkFaults(Path path, @Nullable List<Fault> http) {
    List<Fault> faults = PolicyRules.orEmpty(http);
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      Path place = path.field("http");
      if (fault.abort() != null) {
        checkAbort(place.field("abort").index(i), fault.abort());
      }
      if (fault.delay() != null) {
        checkDelay(place.field("delay").index(i), fault.delay());
      }
      if (fault.responseBandwidth() != null) {
        checkBandwidth(place.field("responseBandwidth").index(i), fault.responseBandwidth());
      }
    }
  }

  private static void checkAbort(Path path, Abort abort) {
    Numbers.checkRange(path.field("httpStatus"), abort.httpStatus(), MIN_STATUS, MAX_STATUS);
    Percentages.check(path.field("percentage"), abort.percentage());
  }

  private static void checkDelay(Path path, Delay delay) {
    Durations.checkNotNegative(path.field("value"), delay.value());
    Percentages.check(path.field("percentage"), delay.percentage());
  }

  private static void checkBandwidth(Path path, ResponseBandwidth bandwidth) {
    if (bandwidth.limit().isEmpty()) {
      path.field("limit").add("must be defined");
    } else if (Bandwidth.parse(bandwidth.limit()).isEmpty()) {
      path.field("limit").add("must be in kbps/Mbps/Gbps units");
    }
    Percentages.check(path.field("percentage"), bandwidth.percentage());
  }
}
