package io.kuma.policy.meshhttproute;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction.RedirectResponseCode;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatchAndSubstitute;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.kuma.core.proxy.OutboundRoute;
import io.kuma.model.PolicyType;
import io.kuma.resource.meshhttproute.Filter;
import io.kuma.resource.meshhttproute.Filter.PathRewrite;
import io.kuma.resource.meshhttproute.Filter.RequestRedirect;
import io.kuma.resource.meshhttproute.Filter.UrlRewrite;
import io.kuma.resource.meshhttproute.HeaderModifier;
import io.kuma.resource.meshhttproute.MeshHttpRoute;
import io.kuma.resource.meshhttproute.MeshHttpRoute.Conf;
import io.kuma.xds.envoy.ProtoValues;
import io.kuma.xds.plugin.PolicyPlugin;
import io.kuma.xds.plugin.RouteXds;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The filters of a route, in the order in which they are listed. */
public final class MeshHttpRoutePlugin implements PolicyPlugin<Conf> {
  private final PolicyType<MeshHttpRoute, Conf> type;

  public MeshHttpRoutePlugin(PolicyType<MeshHttpRoute, Conf> type) {
    this.type = type;
  }

  @Override
  public PolicyType<MeshHttpRoute, Conf> type() {
    return type;
  }

  /**
   * @param conf has the one rule that the route came from
   */
  @Override
  public void route(OutboundRoute route, @Nullable Conf conf, RouteXds xds) {
    if (conf == null) {
      return;
    }
    for (MeshHttpRoute.Rule rule : conf.rules()) {
      List<Filter> filters = rule.conf().filters();
      if (filters != null) {
        filters.forEach(filter -> apply(filter, xds));
      }
    }
  }

  private static void apply(Filter filter, RouteXds xds) {
    switch (filter.type()) {
      case RequestHeaderModifier -> {
        if (filter.requestHeaderModifier() != null) {
          modifyRequest(filter.requestHeaderModifier(), xds.route());
        }
      }
      case ResponseHeaderModifier -> {
        if (filter.responseHeaderModifier() != null) {
          modifyResponse(filter.responseHeaderModifier(), xds.route());
        }
      }
      case RequestRedirect -> {
        if (filter.requestRedirect() != null) {
          xds.redirect(redirect(filter.requestRedirect(), xds.route().getMatch()));
        }
      }
      case URLRewrite -> {
        UrlRewrite rewrite = filter.urlRewrite();
        if (rewrite != null) {
          RouteMatch match = xds.route().getMatch();
          xds.action().ifPresent(action -> rewrite(rewrite, match, action));
        }
      }
      case RequestMirror -> {
        // Where copies go is structure: they are in the model's route already.
      }
    }
  }

  private static void modifyRequest(HeaderModifier modifier, Route.Builder route) {
    addHeaders(modifier, route::addRequestHeadersToAdd);
    if (modifier.remove() != null) {
      route.addAllRequestHeadersToRemove(modifier.remove());
    }
  }

  private static void modifyResponse(HeaderModifier modifier, Route.Builder route) {
    addHeaders(modifier, route::addResponseHeadersToAdd);
    if (modifier.remove() != null) {
      route.addAllResponseHeadersToRemove(modifier.remove());
    }
  }

  private static void addHeaders(HeaderModifier modifier, Consumer<HeaderValueOption> to) {
    addHeaders(modifier.set(), HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD, to);
    addHeaders(modifier.add(), HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD, to);
  }

  private static void addHeaders(
      @Nullable List<HeaderModifier.HeaderValue> headers,
      HeaderAppendAction action,
      Consumer<HeaderValueOption> to) {
    if (headers == null) {
      return;
    }
    for (HeaderModifier.HeaderValue header : headers) {
      to.accept(
          HeaderValueOption.newBuilder()
              .setAppendAction(action)
              .setHeader(HeaderValue.newBuilder().setKey(header.name()).setValue(header.value()))
              .build());
    }
  }

  private static RedirectAction redirect(RequestRedirect from, RouteMatch match) {
    RedirectAction.Builder redirect =
        RedirectAction.newBuilder().setResponseCode(responseCode(from.effectiveStatusCode()));
    if (from.scheme() != null) {
      redirect.setSchemeRedirect(
          switch (from.scheme()) {
            case HTTP -> "http";
            case HTTPS -> "https";
          });
    }
    if (from.hostname() != null) {
      redirect.setHostRedirect(from.hostname());
    }
    if (from.port() != null) {
      redirect.setPortRedirect(from.port());
    }
    if (from.path() != null) {
      path(from.path(), match, redirect::setPrefixRewrite, redirect::setRegexRewrite);
    }
    return redirect.build();
  }

  private static RedirectResponseCode responseCode(int status) {
    return switch (status) {
      case 301 -> RedirectResponseCode.MOVED_PERMANENTLY;
      case 303 -> RedirectResponseCode.SEE_OTHER;
      case 307 -> RedirectResponseCode.TEMPORARY_REDIRECT;
      case 308 -> RedirectResponseCode.PERMANENT_REDIRECT;
      default -> RedirectResponseCode.FOUND;
    };
  }

  private static void rewrite(UrlRewrite from, RouteMatch match, RouteAction.Builder action) {
    if (from.hostname() != null) {
      action.setHostRewriteLiteral(from.hostname());
    }
    if (Boolean.TRUE.equals(from.hostToBackendHostname())) {
      action.setAutoHostRewrite(ProtoValues.TRUE);
    }
    if (from.path() != null) {
      path(from.path(), match, action::setPrefixRewrite, action::setRegexRewrite);
    }
  }

  /**
   * A prefix is replaced as such only where Envoy matches a prefix; where it matches the whole
   * path, the prefix was all there is.
   */
  private static void path(
      PathRewrite from,
      RouteMatch match,
      Consumer<String> prefixRewrite,
      Consumer<RegexMatchAndSubstitute> regexRewrite) {
    switch (from.type()) {
      case ReplaceFullPath -> {
        if (from.replaceFullPath() != null) {
          regexRewrite.accept(wholePath(from.replaceFullPath()));
        }
      }
      case ReplacePrefixMatch -> {
        if (from.replacePrefixMatch() == null) {
          return;
        }
        if (match.hasPath()) {
          regexRewrite.accept(wholePath(from.replacePrefixMatch()));
        } else {
          prefixRewrite.accept(from.replacePrefixMatch());
        }
      }
    }
  }

  private static RegexMatchAndSubstitute wholePath(String replacement) {
    return RegexMatchAndSubstitute.newBuilder()
        .setPattern(RegexMatcher.newBuilder().setRegex(".*"))
        .setSubstitution(replacement)
        .build();
  }
}
