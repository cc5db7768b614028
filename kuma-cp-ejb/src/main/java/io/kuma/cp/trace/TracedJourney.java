package io.kuma.cp.trace;

import io.kuma.model.ResourceKey;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Counts all proxies, and shows some of them one by one: a write can concern thousands.
 * Thread-safe.
 */
final class TracedJourney implements Journey {
  /** Proxies that have a span of their own. */
  static final int PROXIES = 20;

  private static final AttributeKey<String> PROXY = AttributeKey.stringKey("kuma.dataplane");

  private final Tracer tracer;
  private final List<Span> deliveries;
  private @Nullable Future<?> end;

  private boolean departed;
  private boolean ended;
  private int expected;
  private int unchanged;
  private int changed;
  private int acknowledged;
  private int rejected;
  private int failed;
  private int lost;

  /** One that ends with spans that have begun, one for each write. */
  TracedJourney(Tracer tracer, List<Span> deliveries) {
    this.tracer = tracer;
    this.deliveries = List.copyOf(deliveries);
  }

  /** Whether all have answered or not. */
  synchronized void endAtLatest(Future<?> timeout) {
    end = timeout;
  }

  @Override
  public synchronized void expect() {
    expected++;
  }

  @Override
  public synchronized void departed() {
    departed = true;
    endIfOver();
  }

  @Override
  public synchronized void unchanged() {
    unchanged++;
    endIfOver();
  }

  @Override
  public synchronized void failed(ResourceKey proxy, String reason) {
    failed++;
    if (changed + failed <= PROXIES) {
      Span push = push(proxy);
      push.setStatus(StatusCode.ERROR, reason);
      push.end();
    }
    endIfOver();
  }

  @Override
  public synchronized Leg changed(ResourceKey proxy) {
    changed++;
    return new TracedLeg(changed + failed <= PROXIES ? push(proxy) : Span.getInvalid());
  }

  private Span push(ResourceKey proxy) {
    SpanBuilder builder =
        tracer
            .spanBuilder("push")
            .setParent(Context.root().with(deliveries.get(0)))
            .setAttribute(PROXY, proxy.mesh() + "/" + proxy.name());
    deliveries.stream().skip(1).forEach(other -> builder.addLink(other.getSpanContext()));
    return builder.startSpan();
  }

  private void endIfOver() {
    if (departed && unchanged + failed + acknowledged + rejected + lost >= expected) {
      end();
    }
  }

  /** It took too long. */
  synchronized void giveUp() {
    end();
  }

  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    if (end != null) {
      end.cancel(false);
    }
    for (Span delivery : deliveries) {
      delivery.setAttribute("kuma.proxies.looked_at", expected);
      delivery.setAttribute("kuma.proxies.changed", changed);
      delivery.setAttribute("kuma.proxies.acknowledged", acknowledged);
      delivery.setAttribute("kuma.proxies.rejected", rejected);
      delivery.setAttribute("kuma.proxies.failed", failed);
      delivery.setAttribute("kuma.proxies.lost", lost);
      delivery.setAttribute(
          "kuma.proxies.unanswered",
          expected - unchanged - failed - acknowledged - rejected - lost);
      if (rejected + failed > 0) {
        delivery.setStatus(StatusCode.ERROR);
      }
      delivery.end();
    }
  }

  private final class TracedLeg implements Leg {
    private final Span span;

    TracedLeg(Span span) {
      this.span = span;
    }

    @Override
    public void acknowledged() {
      span.end();
      synchronized (TracedJourney.this) {
        acknowledged++;
        endIfOver();
      }
    }

    @Override
    public void rejected(String reason) {
      span.setStatus(StatusCode.ERROR, reason);
      span.end();
      synchronized (TracedJourney.this) {
        rejected++;
        endIfOver();
      }
    }

    @Override
    public void lost() {
      span.addEvent("the stream ended");
      span.end();
      synchronized (TracedJourney.this) {
        lost++;
        endIfOver();
      }
    }
  }
}
