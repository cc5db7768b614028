package io.kuma.policy.meshmetric;

import io.kuma.policy.PolicyContract;

final class MeshMetricTest extends PolicyContract {}
