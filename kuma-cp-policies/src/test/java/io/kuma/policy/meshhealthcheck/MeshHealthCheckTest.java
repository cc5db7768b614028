package io.kuma.policy.meshhealthcheck;

import io.kuma.policy.PolicyContract;

final class MeshHealthCheckTest extends PolicyContract {}
