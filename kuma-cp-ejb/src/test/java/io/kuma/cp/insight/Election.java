package io.kuma.cp.insight;

import io.kuma.core.manager.Leadership;
import java.util.HashSet;
import java.util.Set;

/** Won and lost as a test says. Won at first. */
public final class Election implements Leadership {
  private boolean elected = true;
  private Runnable work = () -> {};
  private final Set<String> present = new HashSet<>();

  @Override
  public boolean isLeader() {
    return elected;
  }

  @Override
  public void onElected(Runnable toDo) {
    work = toDo;
  }

  @Override
  public void enter(String instance) {
    present.add(instance);
  }

  @Override
  public boolean isPresent(String instance) {
    return present.contains(instance);
  }

  /** A control plane has died. */
  void leave(String instance) {
    present.remove(instance);
  }

  public void win() {
    elected = true;
    work.run();
  }

  public void lose() {
    elected = false;
  }
}
