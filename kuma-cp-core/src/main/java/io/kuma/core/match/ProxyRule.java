package io.kuma.core.match;

import java.util.List;

/** The merged conf of a policy that has one conf for the whole proxy. */
public record ProxyRule<C extends Record>(C conf, List<Origin> origins) {
  public ProxyRule {
    origins = List.copyOf(origins);
  }
}
