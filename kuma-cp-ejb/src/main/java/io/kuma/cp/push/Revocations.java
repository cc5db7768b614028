package io.kuma.cp.push;

import io.kuma.core.event.Change;
import io.kuma.core.event.ChangeListener;
import io.kuma.core.token.DataplaneTokens;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Hears that tokens were revoked or that a key which signed some is gone. A token is looked at when
 * a stream begins, and streams stand for months.
 *
 * @param threads may be kept waiting by the manager
 * @param recheck looks at the tokens of a mesh again; of all meshes if it is empty
 */
public record Revocations(Executor threads, Consumer<String> recheck) implements ChangeListener {
  @Override
  public void onChange(Change change) {
    DataplaneTokens.meshOf(change.key())
        .ifPresent(mesh -> threads.execute(() -> recheck.accept(mesh)));
  }

  @Override
  public void onGap() {
    threads.execute(() -> recheck.accept(""));
  }
}
