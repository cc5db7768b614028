package io.kuma.cp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class ApplicationServerTest {
  /** As WildFly has it. */
  public interface StateMBean {
    Object getRunningState();
  }

  /** Not a text either there. */
  private record Text(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** What says it. */
  public static final class State implements StateMBean {
    private final Text text;

    State(String text) {
      this.text = new Text(text);
    }

    @Override
    public Object getRunningState() {
      return text;
    }
  }

  private static boolean isServing(String state) throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("jboss.root:type=state");
    beans.registerMBean(new State(state), name);
    try {
      return ApplicationServer.isServing();
    } finally {
      beans.unregisterMBean(name);
    }
  }

  @Test
  void servesUnlessItSaysThatItDoesNot() throws Exception {
    assertThat(ApplicationServer.isServing()).as("no server").isTrue();
    assertThat(isServing("normal")).isTrue();
    assertThat(isServing("starting")).isFalse();
    assertThat(isServing("suspended")).isFalse();
    assertThat(isServing("stopping")).isFalse();
  }
}
