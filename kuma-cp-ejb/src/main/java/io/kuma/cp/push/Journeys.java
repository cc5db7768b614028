package io.kuma.cp.push;

import io.kuma.core.delivery.Delivery;
import io.kuma.cp.trace.Journey;
import io.kuma.model.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one proxy still has to answer for to those who follow writes. Thread-safe. */
final class Journeys {
  private final ResourceKey proxy;
  private List<Journey> waiting = List.of();
  private List<Journey> looking = List.of();
  private List<Journey.Leg> underway = List.of();

  Journeys(ResourceKey proxy) {
    this.proxy = proxy;
  }

  /** The next look is about this one, too. */
  synchronized void join(Journey journey) {
    journey.expect();
    waiting = with(waiting, journey);
  }

  /** A look begins. */
  synchronized void look() {
    for (Journey journey : waiting) {
      looking = with(looking, journey);
    }
    waiting = List.of();
  }

  /** It finds something new. To be called before that can be answered. */
  synchronized void changed() {
    for (Journey journey : looking) {
      underway = with(underway, journey.changed(proxy));
    }
    looking = List.of();
  }

  /** It is over. */
  synchronized void looked() {
    looking.forEach(Journey::unchanged);
    looking = List.of();
  }

  /** It failed. */
  synchronized void failed(String reason) {
    looking.forEach(journey -> journey.failed(proxy, reason));
    looking = List.of();
  }

  /** What was made last has come so far. */
  synchronized void arrived(Delivery delivery) {
    switch (delivery.state()) {
      case acknowledged -> end(Journey.Leg::acknowledged);
      case rejected -> end(leg -> leg.rejected(delivery.reason()));
      case pending, sent, failed, elsewhere, offline -> {}
    }
  }

  /** The proxy is gone. */
  synchronized void closed() {
    looked();
    waiting.forEach(Journey::unchanged);
    waiting = List.of();
    end(Journey.Leg::lost);
  }

  private void end(Consumer<Journey.Leg> how) {
    underway.forEach(how);
    underway = List.of();
  }

  private static <T> List<T> with(List<T> list, T one) {
    List<T> more = new ArrayList<>(list);
    more.add(one);
    return more;
  }
}
