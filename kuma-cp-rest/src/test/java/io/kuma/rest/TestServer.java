package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kuma.core.event.Changes;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.DataplaneInsightRules;
import io.kuma.core.manager.DataplaneRules;
import io.kuma.core.manager.Installation;
import io.kuma.core.manager.LabelRules;
import io.kuma.core.manager.MeshRules;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.TransactionalResourceManager;
import io.kuma.core.manager.WriteRules;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.core.token.DataplaneTokens;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.policy.InitialPolicies;
import io.kuma.policy.Policies;
import io.kuma.resource.CoreTypes;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import jakarta.servlet.ServletException;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.plugins.server.undertow.UndertowJaxrsServer;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.jspecify.annotations.Nullable;

/** The API on a real HTTP server, over a store in memory. */
final class TestServer implements AutoCloseable {
  final ResourceCodec codec = new JacksonResourceCodec();
  final ResourceTypes types;
  final MemoryResourceStore store;
  final ResourceManager manager;

  private final Undertow server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  TestServer() {
    types = allTypes();
    store = new MemoryResourceStore(Clock.systemUTC(), new Changes());
    ControlPlane controlPlane = ControlPlane.standalone("default");
    manager =
        new TransactionalResourceManager(
            store,
            store::required,
            controlPlane,
            List.of(
                new DataplaneRules("default"),
                new DataplaneInsightRules(),
                new MeshRules(types, InitialPolicies::of, false)));
    Installation installation =
        new Installation(
            "host",
            "2.14.3",
            "host-1",
            "cluster",
            JsonNodeFactory.instance.objectNode(),
            true,
            Optional.empty(),
            List.of("mesh-system:admin"),
            List.of("mesh-system:admin"));
    ResteasyDeployment deployment = new ResteasyDeploymentImpl();
    for (Object component :
        RestApplication.components(
            new RestApplication.Parts(
                manager,
                types,
                codec,
                controlPlane,
                installation,
                new LabelRules("default"),
                new WriteRules(controlPlane, false),
                new DataplaneTokens(manager, Clock.systemUTC(), true)))) {
      if (component.getClass().isAnnotationPresent(Provider.class)) {
        deployment.getProviders().add(component);
      } else {
        deployment.getResources().add(component);
      }
    }
    DeploymentInfo servlet =
        new UndertowJaxrsServer()
            .undertowDeployment(deployment)
            .setClassLoader(TestServer.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("api");
    DeploymentManager started = Servlets.defaultContainer().addDeployment(servlet);
    started.deploy();
    try {
      server = Undertow.builder().addHttpListener(0, "localhost", started.start()).build();
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
    server.start();
    SocketAddress address = server.getListenerInfo().get(0).getAddress();
    port = ((InetSocketAddress) address).getPort();
  }

  /** Every type that exists. */
  static ResourceTypes allTypes() {
    List<ResourceType<?>> all = new ArrayList<>(CoreTypes.ALL);
    all.addAll(Policies.TYPES);
    return new ResourceTypes(all);
  }

  String root() {
    return "http://localhost:" + port;
  }

  /** Puts a resource into the store as it is: no checks, no computed labels. */
  void preload(JsonNode tree) {
    preload(codec.toResource(types, tree));
  }

  private <S extends Spec> void preload(Resource<S> resource) {
    @SuppressWarnings("unchecked")
    ResourceType<S> type = (ResourceType<S>) types.findByName(resource.meta().type()).orElseThrow();
    store
        .find(type, resource.key())
        .ifPresentOrElse(
            before ->
                store.update(
                    type, resource.withMeta(before.meta().withLabels(resource.meta().labels()))),
            () -> store.create(type, resource, null));
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  HttpResponse<String> put(String path, String body, String... headers) {
    return send("PUT", path, body, headers);
  }

  HttpResponse<String> delete(String path) {
    return send("DELETE", path, null);
  }

  /** Sends a request as an Origin-less client on this machine would; JSON if there is a body. */
  HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
    String escaped = path.replace("[", "%5B").replace("]", "%5D").replace(" ", "%20");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root() + escaped))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null && !List.of(headers).contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
