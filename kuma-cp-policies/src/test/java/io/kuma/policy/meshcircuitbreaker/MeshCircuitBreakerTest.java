package io.kuma.policy.meshcircuitbreaker;

import io.kuma.policy.PolicyContract;

final class MeshCircuitBreakerTest extends PolicyContract {}
