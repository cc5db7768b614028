package io.kuma.core.audit;

/**
 * Takes down what was done. What it writes is not the caller's business, and never fails a call.
 */
public interface AuditLog {
  /** Nobody wants to know. */
  AuditLog NONE =
      new AuditLog() {
        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public void add(AuditEvent event) {}
      };

  /** Whether anybody wants to know; what only a line needs can be spared else. */
  boolean isOn();

  void add(AuditEvent event);
}
