package io.kuma.xds.ads;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Keeps the header by which a proxy proves who it is, so that it is at hand when the proxy says who
 * it is, which it does only in its first message (contract 4.5).
 */
public final class Credentials implements ServerInterceptor {
  private static final Context.Key<String> CREDENTIAL = Context.keyWithDefault("credential", "");
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String SCHEME = "Bearer ";

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String value = headers.get(HEADER);
    Context context =
        value == null
            ? Context.current()
            : Context.current().withValue(CREDENTIAL, withoutScheme(value));
    return Contexts.interceptCall(context, call, headers, next);
  }

  /** Of the running call; empty if it has none. */
  public static String current() {
    return CREDENTIAL.get();
  }

  private static String withoutScheme(String value) {
    return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? value.substring(SCHEME.length()).strip()
        : value.strip();
  }
}
