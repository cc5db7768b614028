package io.kuma.cp.management;

import java.util.Date;
import org.jspecify.annotations.Nullable;

/** A control plane as JMX shows it. Counts begin with the control plane. */
public interface ControlPlaneMXBean {
  /** The release of Kuma whose contract it speaks. */
  String getVersion();

  /** Its place among control planes, such as {@code zone}. */
  String getMode();

  String getZone();

  /** Identifies this process. */
  String getInstanceId();

  /** Shared by all control planes of one store. */
  String getClusterId();

  Date getStartTime();

  long getUptimeSeconds();

  /** What {@code /ready} says: whether callers should be sent here. */
  boolean isReady();

  /** Whether it writes statuses and insights, which one of all that share a store does. */
  boolean isLeader();

  /** Proxies with an open stream. */
  int getConnectedProxies();

  /** Proxies whose configuration is to be looked at. */
  int getPendingPushes();

  /** Responses that were sent to proxies. */
  long getPushes();

  /** Responses that proxies use. */
  long getAcknowledgedPushes();

  /** Responses that proxies refused. */
  long getRejectedPushes();

  /** Configurations that could not be made; their proxies keep the last one. */
  long getFailedConfigurations();

  /** When the last response was sent; null if there was none. */
  @Nullable Date getLastPushTime();

  /** Certificates that were issued to proxies. */
  long getIssuedCertificates();
}
