package io.kuma.cp.trace;

import io.kuma.core.event.ChangeFeed;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.Transactions;
import io.kuma.core.metric.RequestTimes;
import io.kuma.core.snapshot.SnapshotDelta;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes spans of what it is told, and has them sent. */
public final class OpenTelemetryTraces implements WriteTraces {
  /** Writes that one snapshot is followed for; when more come at a time, the rest ends there. */
  static final int WRITES = 10;

  private static final AttributeKey<String> MESH = AttributeKey.stringKey("kuma.mesh");
  private static final int SECONDS_TO_END = 5;

  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final Duration patience;
  private final CurrentSpans current = new CurrentSpans();
  private final PendingWrites pending = new PendingWrites();
  private final ScheduledThreadPoolExecutor timer;

  /**
   * Begins to follow.
   *
   * @param resource who this is
   * @param exporter takes what was seen; is closed with this
   * @param patience how long an answer of a proxy is waited for
   */
  public OpenTelemetryTraces(Resource resource, SpanExporter exporter, Duration patience) {
    provider =
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build();
    tracer = provider.get("io.kuma.cp");
    this.patience = patience;
    timer = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "traces"));
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public RequestTimes follow(RequestTimes times) {
    return new TracedRequests(times, tracer, current);
  }

  @Override
  public ResourceManager follow(ResourceManager manager) {
    return new TracedManager(manager, tracer, current);
  }

  @Override
  public Transactions follow(Transactions transactions) {
    return new TracedTransactions(transactions, tracer, current);
  }

  @Override
  public void listen(ChangeFeed feed) {
    // On the writer's thread, which knows what it is doing.
    feed.subscribe(
        change ->
            current.find().ifPresent(write -> pending.add(change.key(), write, Instant.now())));
  }

  @Override
  public Journey depart(String mesh, SnapshotDelta delta) {
    Collection<PendingWrites.Write> writes = pending.take(delta.changed());
    if (writes.isEmpty()) {
      return Journey.NONE;
    }
    List<Span> deliveries = new ArrayList<>();
    for (PendingWrites.Write write : writes) {
      if (deliveries.size() < WRITES) {
        Span snapshot =
            tracer
                .spanBuilder("snapshot")
                .setParent(Context.root().with(write.span()))
                .setStartTimestamp(write.committed())
                .setAttribute(MESH, mesh)
                .startSpan();
        snapshot.end();
        deliveries.add(
            tracer
                .spanBuilder("delivery")
                .setParent(Context.root().with(snapshot))
                .setAttribute(MESH, mesh)
                .startSpan());
      }
    }
    TracedJourney journey = new TracedJourney(tracer, deliveries);
    journey.endAtLatest(
        timer.schedule(journey::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS));
    return journey;
  }

  /** What has been seen is sent, within a bound. */
  @Override
  public void close() {
    timer.shutdown();
    // What is left of these is told as it is: nobody will wait for it.
    timer.getQueue().forEach(Runnable::run);
    timer.shutdownNow();
    provider.shutdown().join(SECONDS_TO_END, TimeUnit.SECONDS);
  }
}
