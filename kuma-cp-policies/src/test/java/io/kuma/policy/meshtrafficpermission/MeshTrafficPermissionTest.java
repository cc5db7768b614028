package io.kuma.policy.meshtrafficpermission;

import io.kuma.policy.PolicyContract;

final class MeshTrafficPermissionTest extends PolicyContract {}
