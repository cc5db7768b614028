package io.kuma.policy.meshfaultinjection;

import io.kuma.policy.PolicyContract;

final class MeshFaultInjectionTest extends PolicyContract {}
