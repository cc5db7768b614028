package io.kuma.xds.patch;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A change to a chain of filters.
 *
 * @param form how filters of the chain look
 * @param name which filters are meant; all of them if null
 */
public record FilterEdit<F extends Message>(Form<F> form, @Nullable String name, Action<F> action) {
  public static final Form<Filter> NETWORK =
      new Form<>(
          Filter::getName,
          Filter::getTypedConfig,
          (filter, config) -> filter.toBuilder().setTypedConfig(config).build());

  public static final Form<HttpFilter> HTTP =
      new Form<>(
          HttpFilter::getName,
          HttpFilter::getTypedConfig,
          (filter, config) -> filter.toBuilder().setTypedConfig(config).build());

  /** The parts that all kinds of filters have. */
  public record Form<F>(
      Function<F, String> name, Function<F, Any> config, BiFunction<F, Any, F> withConfig) {}

  /** What becomes of the chain. */
  public sealed interface Action<F> {
    /** A filter comes first. */
    record AddFirst<F>(F filter) implements Action<F> {}

    /** A filter comes last. */
    record AddLast<F>(F filter) implements Action<F> {}

    /** A filter comes right before the first that is meant; nowhere if there is none. */
    record AddBefore<F>(F filter) implements Action<F> {}

    /** A filter comes right after the first that is meant; nowhere if there is none. */
    record AddAfter<F>(F filter) implements Action<F> {}

    /** Those that are meant go. */
    record Remove<F>() implements Action<F> {}

    /** The configurations of those that are meant are changed. */
    record Change<F>(Patch patch) implements Action<F> {}
  }

  /** The chain after the change. */
  public List<F> apply(List<F> chain) {
    List<F> filters = new ArrayList<>(chain);
    if (action instanceof Action.AddFirst<F> first) {
      filters.add(0, first.filter());
    } else if (action instanceof Action.AddLast<F> last) {
      filters.add(last.filter());
    } else if (action instanceof Action.AddBefore<F> before) {
      insert(filters, before.filter(), 0);
    } else if (action instanceof Action.AddAfter<F> after) {
      insert(filters, after.filter(), 1);
    } else if (action instanceof Action.Remove<F>) {
      filters.removeIf(this::isMeant);
    } else if (action instanceof Action.Change<F> change) {
      filters.replaceAll(filter -> isMeant(filter) ? changed(filter, change.patch()) : filter);
    }
    return filters;
  }

  private void insert(List<F> filters, F filter, int offset) {
    for (int i = 0; i < filters.size(); i++) {
      if (isMeant(filters.get(i))) {
        filters.add(i + offset, filter);
        return;
      }
    }
  }

  private F changed(F filter, Patch patch) {
    return form.withConfig().apply(filter, patch.applyToContent(form.config().apply(filter)));
  }

  private boolean isMeant(F filter) {
    return name == null || name.equals(form.name().apply(filter));
  }
}
