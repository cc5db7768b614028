package io.kuma.cp.boot;

import io.kuma.policy.EnabledPolicies;
import java.util.List;

/** Which policies there are, by their paths. */
public record PolicySettings(
    @Setting(
            env = "KUMA_PLUGIN_POLICIES_ENABLED",
            value =
                "meshaccesslogs,meshcircuitbreakers,meshfaultinjections,meshhealthchecks,"
                    + "meshhttproutes,meshloadbalancingstrategies,meshmetrics,meshpassthroughs,"
                    + "meshproxypatches,meshratelimits,meshretries,meshtcproutes,meshtimeouts,"
                    + "meshtlses,meshtraces,meshtrafficpermissions")
        List<String> pluginPoliciesEnabled) {

  /**
   * The policies.
   *
   * @throws BadSetting if one of them is none
   */
  EnabledPolicies enabled() {
    try {
      return EnabledPolicies.of(pluginPoliciesEnabled);
    } catch (IllegalArgumentException e) {
      throw new BadSetting("KUMA_PLUGIN_POLICIES_ENABLED: " + e.getMessage() + ".");
    }
  }
}
