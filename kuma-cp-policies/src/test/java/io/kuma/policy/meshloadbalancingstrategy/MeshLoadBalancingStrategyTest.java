package io.kuma.policy.meshloadbalancingstrategy;

import io.kuma.policy.PolicyContract;

final class MeshLoadBalancingStrategyTest extends PolicyContract {}
