package io.kuma.cp.insight;

import io.kuma.core.manager.Leadership;

/** Won and lost as a test says. Won at first. */
public final class Election implements Leadership {
  private boolean elected = true;
  private Runnable work = () -> {};

  @Override
  public boolean isLeader() {
    return elected;
  }

  @Override
  public void onElected(Runnable toDo) {
    work = toDo;
  }

  public void win() {
    elected = true;
    work.run();
  }

  public void lose() {
    elected = false;
  }
}
