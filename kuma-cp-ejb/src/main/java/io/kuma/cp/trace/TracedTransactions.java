package io.kuma.cp.trace;

import io.kuma.core.manager.Transactions;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Shows how long a commit takes, apart from the work before it. */
final class TracedTransactions implements Transactions {
  private final Transactions transactions;
  private final Tracer tracer;
  private final CurrentSpans current;

  /** Whose transactions are parts of one that runs already. */
  private final Set<Thread> inside = ConcurrentHashMap.newKeySet();

  TracedTransactions(Transactions transactions, Tracer tracer, CurrentSpans current) {
    this.transactions = transactions;
    this.tracer = tracer;
    this.current = current;
  }

  @Override
  public <T> T required(Supplier<T> work) {
    Optional<Span> write = current.find();
    return write.isPresent() && inside.add(Thread.currentThread())
        ? followed(work, write.get())
        : transactions.required(work);
  }

  private <T> T followed(Supplier<T> work, Span write) {
    Span[] commit = {Span.getInvalid()};
    try {
      return transactions.required(
          () -> {
            T result = work.get();
            commit[0] =
                tracer.spanBuilder("commit").setParent(Context.root().with(write)).startSpan();
            return result;
          });
    } finally {
      commit[0].end();
      inside.remove(Thread.currentThread());
    }
  }
}
