package io.kuma.cp.boot;

import java.util.SortedMap;

/**
 * Where lines of the audit log go; nowhere unless one of these is set. Settings of ours.
 *
 * @param file that rotates at 10 MiB; ten of them are kept
 * @param syslogHost of RFC 5424 over UDP
 */
public record AuditSettings(
    @Setting(env = "KUMA_AUDIT_FILE") String file,
    @Setting(env = "KUMA_AUDIT_SYSLOG_HOST") String syslogHost,
    @Setting(env = "KUMA_AUDIT_SYSLOG_PORT", value = "514", min = 1, max = 65535) int syslogPort) {

  /** What the server's logging is told beside that. */
  void putVariables(SortedMap<String, String> variables) {
    if (!file.isEmpty() || !syslogHost.isEmpty()) {
      variables.put("KUMA_AUDIT_LEVEL", "INFO");
      variables.put("KUMA_AUDIT_SYSLOG_ENABLED", Boolean.toString(!syslogHost.isEmpty()));
    }
  }
}
