package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.manager.Installation;
import io.kuma.cp.management.ControlPlaneMXBean;
import io.kuma.cp.management.ManagementName;
import io.kuma.cp.trace.WriteTraces;
import io.kuma.xds.cache.XdsType;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JMX shows of a control plane, asked as an operator's tools ask. */
class ManagementTest {
  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

  private final Path workDir;

  ManagementTest(@TempDir Path workDir) {
    this.workDir = workDir;
  }

  private MemoryControlPlane start(String name) {
    return new MemoryControlPlane(workDir.resolve(name), instance -> WriteTraces.NONE);
  }

  private static ControlPlaneMXBean bean(String name) throws Exception {
    return JMX.newMXBeanProxy(BEANS, new ObjectName(name), ControlPlaneMXBean.class);
  }

  @Test
  void showsWhatItIsAndDoes() throws Exception {
    Instant before = Instant.now().minusMillis(1);
    try (MemoryControlPlane running = start("one")) {
      Installation installation = running.controlPlane.installation();
      ControlPlaneMXBean bean = bean(ManagementName.FIRST);
      assertThat(bean.getVersion()).isEqualTo(installation.version());
      assertThat(bean.getMode()).isEqualTo("zone");
      assertThat(bean.getZone()).isEqualTo("default");
      assertThat(bean.getInstanceId()).isEqualTo(installation.instanceId());
      assertThat(bean.getClusterId()).isEqualTo(installation.clusterId());
      assertThat(bean.getStartTime()).isBetween(before, Instant.now());
      assertThat(bean.getUptimeSeconds()).isBetween(0L, 60L);
      assertThat(bean.isLeader()).isTrue();
      assertThat(bean.isReady()).isTrue();
      assertThat(bean.getLastPushTime()).isNull();
      assertThat(bean.getConnectedProxies()).isZero();

      try (AdsClient web = running.connect("web-1")) {
        web.nack(XdsType.LISTENER, web.take(), "no");
        Wait.until("it refused one", () -> bean.getRejectedPushes() == 1);
        assertThat(bean.getAcknowledgedPushes()).isEqualTo(1);
        assertThat(bean.getPushes()).isEqualTo(2);
        assertThat(bean.getConnectedProxies()).isEqualTo(1);
        assertThat(bean.getFailedConfigurations()).isZero();
        assertThat(bean.getIssuedCertificates()).isZero();
        assertThat(bean.getLastPushTime()).isBetween(before, Instant.now());
        Wait.until("nothing is to be done", () -> bean.getPendingPushes() == 0);
      }
    }
    assertThat(BEANS.isRegistered(new ObjectName(ManagementName.FIRST))).isFalse();
  }

  @Test
  void twoInOneServerHaveNamesOfTheirOwn() throws Exception {
    ObjectName all = new ObjectName(ManagementName.FIRST + ",*");
    try (MemoryControlPlane first = start("one")) {
      try (MemoryControlPlane second = start("two")) {
        String id = second.controlPlane.installation().instanceId();
        assertThat(bean(ManagementName.FIRST).getInstanceId())
            .isEqualTo(first.controlPlane.installation().instanceId());
        assertThat(bean(ManagementName.FIRST + ",instance=" + ObjectName.quote(id)).getInstanceId())
            .isEqualTo(id);
        assertThat(BEANS.queryNames(all, null)).hasSize(2);
      }
      assertThat(BEANS.queryNames(all, null)).hasSize(1);
    }
    assertThat(BEANS.queryNames(all, null)).isEmpty();
  }
}
