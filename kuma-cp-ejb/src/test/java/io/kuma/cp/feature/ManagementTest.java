package io.kuma.cp.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuma.core.event.Changes;
import io.kuma.core.manager.Leadership;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.core.token.DataplaneClaims;
import io.kuma.cp.boot.CpSettings;
import io.kuma.cp.boot.KumaControlPlane;
import io.kuma.cp.management.ControlPlaneMXBean;
import io.kuma.cp.management.ManagementName;
import io.kuma.xds.cache.XdsType;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JMX shows of a control plane, asked as an operator's tools ask. */
class ManagementTest {
  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();
  private static final String WEB =
      """
      {"type":"Dataplane","mesh":"default","name":"web-1","networking":{"address":"192.0.2.1",
       "inbound":[{"port":80,"tags":{"kuma.io/service":"web"}}]}}""";

  private final Path workDir;
  private final Map<Integer, Integer> ports = new HashMap<>();

  ManagementTest(@TempDir Path workDir) {
    this.workDir = workDir;
  }

  private KumaControlPlane start(int number) {
    int port = FreePorts.next();
    ports.put(number, port);
    Map<String, String> environment =
        Map.of(
            "KUMA_STORE_TYPE", "memory",
            "KUMA_GENERAL_WORK_DIR", workDir.resolve("cp-" + number).toString(),
            "KUMA_DP_SERVER_PORT", Integer.toString(port),
            "KUMA_DIAGNOSTICS_SERVER_PORT", "0",
            "KUMA_MONITORING_ASSIGNMENT_SERVER_ENABLED", "false");
    Clock clock = Clock.systemUTC();
    Changes changes = new Changes();
    MemoryResourceStore store = new MemoryResourceStore(clock, changes);
    KumaControlPlane controlPlane =
        new KumaControlPlane(
            CpSettings.read(name -> Optional.ofNullable(environment.get(name))),
            new KumaControlPlane.Server(
                store, store::required, changes, Thread::new, Leadership.ALONE),
            KumaControlPlane.newCodec(),
            clock,
            new SecureRandom());
    controlPlane.start();
    return controlPlane;
  }

  private static ControlPlaneMXBean bean(String name) throws Exception {
    return JMX.newMXBeanProxy(BEANS, new ObjectName(name), ControlPlaneMXBean.class);
  }

  @Test
  void showsWhatItIsAndDoes() throws Exception {
    Instant before = Instant.now().minusMillis(1);
    try (KumaControlPlane controlPlane = start(1)) {
      ControlPlaneMXBean bean = bean(ManagementName.FIRST);
      assertThat(bean.getVersion()).isEqualTo(controlPlane.installation().version());
      assertThat(bean.getMode()).isEqualTo("zone");
      assertThat(bean.getZone()).isEqualTo("default");
      assertThat(bean.getInstanceId()).isEqualTo(controlPlane.installation().instanceId());
      assertThat(bean.getClusterId()).isEqualTo(controlPlane.installation().clusterId());
      assertThat(bean.getStartTime()).isBetween(before, Instant.now());
      assertThat(bean.getUptimeSeconds()).isBetween(0L, 60L);
      assertThat(bean.isLeader()).isTrue();
      Wait.until("it is ready", bean::isReady);
      assertThat(bean.getLastPushTime()).isNull();
      assertThat(bean.getConnectedProxies()).isZero();

      String token =
          controlPlane
              .tokens()
              .issue(
                  new DataplaneClaims("", "default", new TreeMap<>(), "", ""), Duration.ofHours(1));
      try (AdsClient web = new AdsClient(ports.get(1), "default", "web-1", WEB, token)) {
        web.subscribe(XdsType.CLUSTER).next(XdsType.CLUSTER);
        web.subscribe(XdsType.LISTENER);
        web.nack(XdsType.LISTENER, web.take(), "no");
        Wait.until("it refused one", () -> bean.getRejectedPushes() == 1);
        assertThat(bean.getAcknowledgedPushes()).isEqualTo(1);
        assertThat(bean.getPushes()).isEqualTo(2);
        assertThat(bean.getConnectedProxies()).isEqualTo(1);
        assertThat(bean.getPendingPushes()).isZero();
        assertThat(bean.getFailedConfigurations()).isZero();
        assertThat(bean.getIssuedCertificates()).isZero();
        assertThat(bean.getLastPushTime()).isBetween(before, Instant.now());
      }
    }
    assertThat(BEANS.isRegistered(new ObjectName(ManagementName.FIRST))).isFalse();
  }

  @Test
  void twoInOneServerHaveNamesOfTheirOwn() throws Exception {
    ObjectName all = new ObjectName(ManagementName.FIRST + ",*");
    try (KumaControlPlane first = start(1)) {
      String id;
      try (KumaControlPlane second = start(2)) {
        id = second.installation().instanceId();
        assertThat(bean(ManagementName.FIRST).getInstanceId())
            .isEqualTo(first.installation().instanceId());
        assertThat(bean(ManagementName.FIRST + ",instance=" + ObjectName.quote(id)).getInstanceId())
            .isEqualTo(id);
        assertThat(BEANS.queryNames(all, null)).hasSize(2);
      }
      assertThat(BEANS.queryNames(all, null)).hasSize(1);
    }
    assertThat(BEANS.queryNames(all, null)).isEmpty();
  }
}
