package io.kuma.policy.meshproxypatch;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.FilterMod;
import io.kuma.policy.meshproxypatch.MeshProxyPatch.JsonPatch;
import io.kuma.resource.validate.PolicyRules;
import io.kuma.xds.envoy.EnvoyText;
import io.kuma.xds.patch.FilterEdit;
import io.kuma.xds.patch.FilterEdit.Action;
import io.kuma.xds.patch.FilterEdit.Form;
import io.kuma.xds.patch.JsonEdit;
import io.kuma.xds.patch.Patch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Modifications as the wire has them, read. */
final class Changes {
  private static final EnvoyText TEXT = new EnvoyText();

  private Changes() {}

  static <M extends Message> M message(@Nullable String value, M kind) {
    return TEXT.readPart(value == null ? "" : value, kind);
  }

  static Patch patch(@Nullable String value, @Nullable List<JsonPatch> jsonPatches, Message kind) {
    return PolicyRules.isEmpty(jsonPatches)
        ? new Patch.Merge(message(value, kind))
        : new Patch.Json(PolicyRules.orEmpty(jsonPatches).stream().map(Changes::edit).toList());
  }

  static FilterEdit<Filter> networkFilter(FilterMod mod) {
    return filter(mod, FilterEdit.NETWORK, Filter.getDefaultInstance());
  }

  static FilterEdit<HttpFilter> httpFilter(FilterMod mod) {
    return filter(mod, FilterEdit.HTTP, HttpFilter.getDefaultInstance());
  }

  private static <F extends Message> FilterEdit<F> filter(FilterMod mod, Form<F> form, F kind) {
    String name = mod.match() == null ? null : mod.match().name();
    F filter = message(mod.value(), kind);
    return new FilterEdit<>(
        form,
        name,
        switch (mod.operation()) {
          case AddFirst -> new Action.AddFirst<>(filter);
          case AddLast -> new Action.AddLast<>(filter);
          case AddBefore -> new Action.AddBefore<>(filter);
          case AddAfter -> new Action.AddAfter<>(filter);
          case Remove -> new Action.Remove<>();
          case Patch ->
              new Action.Change<>(
                  PolicyRules.isEmpty(mod.jsonPatches())
                      ? new Patch.Merge(form.config().apply(filter))
                      : patch(null, mod.jsonPatches(), kind));
        });
  }

  private static JsonEdit edit(JsonPatch patch) {
    return new JsonEdit(
        switch (patch.op()) {
          case ADD -> JsonEdit.Kind.ADD;
          case REMOVE -> JsonEdit.Kind.REMOVE;
          case REPLACE -> JsonEdit.Kind.REPLACE;
          case MOVE -> JsonEdit.Kind.MOVE;
          case COPY -> JsonEdit.Kind.COPY;
        },
        patch.path(),
        patch.from(),
        patch.value());
  }
}
