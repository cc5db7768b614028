package io.kuma.core.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kuma.core.ca.Pem;
import io.kuma.core.proxy.AdminTls;
import io.kuma.resource.dataplane.Dataplane;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks the Envoys of proxies, at their admin listeners, where both sides prove who they are
 * (contract 4.9). Only an Envoy with a certificate of the control plane's own authority for the
 * proxy's address is believed. Thread-safe.
 */
public final class EnvoyAdmin {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final char[] NO_PASSWORD = {};

  /** Where nothing else can listen in, there is no admin listener but the endpoint itself. */
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1");

  private final int usualPort;
  private final Limits limits;
  private final Executor threads;
  private final SSLSocketFactory sockets;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * What an Envoy may cost.
   *
   * @param bytes of an answer
   * @param time from the question to the answer's end
   */
  record Limits(int bytes, Duration time) {
    /** As a tree an answer is several times as large, and the server's whole heap is 320 MiB. */
    static final Limits DEFAULT = new Limits(16 << 20, Duration.ofSeconds(15));
  }

  /**
   * @param own what the control plane shows, and whom it trusts
   * @param usualPort of admin listeners whose Dataplane names none
   * @param threads ask while the caller waits. The JDK's own client would have a thread that nobody
   *     can end, and with it all classes of a control plane that was undeployed
   */
  public EnvoyAdmin(AdminTls own, int usualPort, Executor threads) {
    this(own, usualPort, threads, Limits.DEFAULT);
  }

  EnvoyAdmin(AdminTls own, int usualPort, Executor threads, Limits limits) {
    this.usualPort = usualPort;
    this.limits = limits;
    this.threads = threads;
    sockets = context(own).getSocketFactory();
  }

  /**
   * All configuration that the proxy's Envoy holds, without secrets.
   *
   * @param endpoints whether the endpoints of clusters are told, too
   * @throws EnvoyAdminFailure if it cannot be asked
   */
  public JsonNode configuration(Dataplane dataplane, boolean endpoints) {
    String answer = ask(dataplane, "/config_dump", endpoints ? "include_eds" : null);
    try {
      JsonNode dump = json.readTree(answer);
      Redaction.apply(dump);
      return dump;
    } catch (JsonProcessingException e) {
      throw new EnvoyAdminFailure("the Envoy of the proxy does not answer with JSON", e);
    }
  }

  /**
   * What it has counted, as text or JSON.
   *
   * @param usedOnly leaves out what has never changed
   * @throws EnvoyAdminFailure if it cannot be asked
   */
  public String statistics(Dataplane dataplane, boolean usedOnly, boolean asJson) {
    String query = (usedOnly ? "usedonly&" : "") + (asJson ? "format=json" : "format=text");
    return ask(dataplane, "/stats", query);
  }

  /**
   * Its clusters and their endpoints, as text or JSON.
   *
   * @throws EnvoyAdminFailure if it cannot be asked
   */
  public String clusters(Dataplane dataplane, boolean asJson) {
    return ask(dataplane, "/clusters", asJson ? "format=json" : "format=text");
  }

  private String ask(Dataplane dataplane, String path, @Nullable String query) {
    Dataplane.Networking networking = dataplane.networking();
    if (networking == null) {
      throw new EnvoyAdminFailure("the proxy has no address");
    }
    String host = networking.address();
    int port = port(networking);
    String where = "the Envoy of the proxy at " + host + ":" + port;
    HttpURLConnection connection = connection(uri(host, port, path, query), where);
    CompletableFuture<String> asked =
        CompletableFuture.supplyAsync(() -> answer(connection, where), threads);
    try {
      return asked.get(limits.time().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EnvoyAdminFailure failure) {
        throw failure;
      }
      throw new EnvoyAdminFailure(where + " cannot be asked: " + reason(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new EnvoyAdminFailure(where + " does not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvoyAdminFailure("the control plane is stopping", e);
    } finally {
      // Ends what still goes on.
      connection.disconnect();
    }
  }

  private HttpURLConnection connection(URI uri, String where) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
      if (connection instanceof HttpsURLConnection secure) {
        secure.setSSLSocketFactory(sockets);
      }
      connection.setConnectTimeout((int) CONNECT.toMillis());
      connection.setReadTimeout((int) limits.time().toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("Connection", "close");
      return connection;
    } catch (IOException e) {
      throw new EnvoyAdminFailure(where + " cannot be asked: " + reason(e), e);
    }
  }

  private String answer(HttpURLConnection connection, String where) {
    try {
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new EnvoyAdminFailure(where + " answers with status " + status);
      }
      try (InputStream body = connection.getInputStream()) {
        byte[] bytes = body.readNBytes(limits.bytes() + 1);
        if (bytes.length > limits.bytes()) {
          throw new EnvoyAdminFailure(
              where + " cannot be asked: it answers more than " + limits.bytes() + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new EnvoyAdminFailure(where + " cannot be asked: " + reason(e), e);
    }
  }

  private int port(Dataplane.Networking networking) {
    Dataplane.Admin admin = networking.admin();
    return admin == null || admin.port() == 0 ? usualPort : admin.port();
  }

  private static URI uri(String host, int port, String path, @Nullable String query) {
    try {
      return new URI(
          LOOPBACK.contains(host) ? "http" : "https", null, host, port, path, query, null);
    } catch (URISyntaxException e) {
      throw new EnvoyAdminFailure("the address " + host + " of the proxy is none", e);
    }
  }

  /** The first cause that says something; refused connections say nothing at all. */
  private static String reason(@Nullable Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return "it does not accept the connection";
  }

  private static SSLContext context(AdminTls own) {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      keys.setKeyEntry(
          "own",
          Pem.privateKey(own.privateKey()),
          NO_PASSWORD,
          Pem.certificates(own.certificate()).toArray(Certificate[]::new));
      KeyManagerFactory shown = KeyManagerFactory.getInstance("PKIX");
      shown.init(keys, NO_PASSWORD);
      KeyStore authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      authorities.setCertificateEntry("authority", Pem.certificates(own.authority()).get(0));
      TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
      trusted.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(shown.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The certificate for Envoys' admin cannot be used", e);
    }
  }
}
