package io.kuma.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kuma.core.access.AccessLists;
import io.kuma.core.access.Action;
import io.kuma.core.access.CallerProof;
import io.kuma.core.admin.EnvoyAdmin;
import io.kuma.core.audit.AuditEvent;
import io.kuma.core.audit.AuditLog;
import io.kuma.core.ca.AdminAuthority;
import io.kuma.core.ca.CertificateAuthority;
import io.kuma.core.defaults.CoreRules;
import io.kuma.core.event.Changes;
import io.kuma.core.inspect.Inspection;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.Essentials;
import io.kuma.core.manager.Installation;
import io.kuma.core.manager.LabelRules;
import io.kuma.core.manager.ResourceManager;
import io.kuma.core.manager.ResourceRules;
import io.kuma.core.manager.TransactionalResourceManager;
import io.kuma.core.manager.WriteRules;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.metric.RequestTimes;
import io.kuma.core.proxy.ProxyModels;
import io.kuma.core.rehearsal.Rehearsal;
import io.kuma.core.role.GuardedResources;
import io.kuma.core.role.StoredRoles;
import io.kuma.core.status.StatusSettings;
import io.kuma.core.status.StatusWriter;
import io.kuma.core.status.Statuses;
import io.kuma.core.status.StoredMesh;
import io.kuma.core.store.MemoryResourceStore;
import io.kuma.core.token.DataplaneTokens;
import io.kuma.core.token.MeshSigningKeyRules;
import io.kuma.core.token.OpenIdTokens;
import io.kuma.core.token.TokenTrust;
import io.kuma.core.token.UserTokens;
import io.kuma.core.token.ZoneTokens;
import io.kuma.core.vip.ServiceVips;
import io.kuma.model.Resource;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Spec;
import io.kuma.model.Violations;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.policy.InitialPolicies;
import io.kuma.policy.Policies;
import io.kuma.resource.CoreTypes;
import io.kuma.xds.generate.ProxyGenerator;
import io.kuma.xds.pipeline.ComputedConfigurations;
import io.kuma.xds.pipeline.Pipeline;
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
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.plugins.server.undertow.UndertowJaxrsServer;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.jspecify.annotations.Nullable;

/** The API on a real HTTP server, over a store in memory. */
public final class TestServer implements AutoCloseable {
  static {
    // Host says whether a call is local, so tests must be able to lie about it.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }

  /** Pages of this origin may read the API. */
  static final String ALLOWED_ORIGIN = "https://gui.example.org";

  private static final ControlPlane STANDALONE = ControlPlane.standalone("default");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What it has taken down of its callers. */
  final List<AuditEvent> audited = new CopyOnWriteArrayList<>();

  final List<String> began = new CopyOnWriteArrayList<>();

  final List<String> answered = new CopyOnWriteArrayList<>();

  private static final Clock CLOCK = Clock.systemUTC();

  public final ResourceCodec codec = new JacksonResourceCodec();
  public final ResourceTypes types;
  private final Changes changes = new Changes();
  final MemoryResourceStore store = new MemoryResourceStore(CLOCK, changes);
  final ResourceManager manager;

  /** What it knows of the proxies that are connected to it. */
  final FakeDeliveries deliveries = new FakeDeliveries();

  /** Its endpoints and providers. */
  final List<Object> components;

  private final ControlPlane controlPlane;
  private final Undertow server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  /** A zone of its own with an empty store. */
  TestServer() {
    this(STANDALONE);
  }

  /** A control plane with an empty store. */
  TestServer(ControlPlane controlPlane) {
    this(controlPlane, AccessLists.DEFAULT);
  }

  /** The same with other lists of who may do what. */
  TestServer(ControlPlane controlPlane, AccessLists access) {
    this(controlPlane, access, TokenTrust.OWN);
  }

  /** The same; tokens of all kinds are trusted alike. */
  TestServer(ControlPlane controlPlane, AccessLists access, TokenTrust trust) {
    this(controlPlane, access, trust, Optional.empty(), false);
  }

  /** A zone of its own, where users need roles; with what a control plane creates at the start. */
  static TestServer withRoles() {
    return essential(
        new TestServer(STANDALONE, AccessLists.DEFAULT, TokenTrust.OWN, Optional.empty(), true));
  }

  /** The same, with a provider of users. */
  TestServer(
      ControlPlane controlPlane,
      AccessLists access,
      TokenTrust trust,
      Optional<OpenIdTokens> openId) {
    this(controlPlane, access, trust, openId, false);
  }

  private TestServer(
      ControlPlane controlPlane,
      AccessLists access,
      TokenTrust trust,
      Optional<OpenIdTokens> openId,
      boolean withRoles) {
    this.controlPlane = controlPlane;
    types = withRoles ? typesAndRoles() : allTypes();
    manager =
        new TransactionalResourceManager(
            store, store::required, controlPlane, rules(types, controlPlane));
    Installation installation =
        new Installation(
            "host",
            "2.14.3",
            "host-1",
            "cluster",
            JsonNodeFactory.instance.objectNode(),
            true,
            CallerProof.TOKEN,
            Optional.empty(),
            List.of(ALLOWED_ORIGIN),
            access,
            10 << 20);
    RestApplication.Parts parts =
        new RestApplication.Parts(
            new GuardedResources(
                manager,
                access.to(Action.ADMIN_RESOURCES),
                withRoles ? Optional.of(new StoredRoles(manager, changes)) : Optional.empty()),
            types,
            codec,
            controlPlane,
            installation,
            new LabelRules(controlPlane),
            new WriteRules(controlPlane, false),
            inspection(controlPlane),
            new Rehearsal.Stage(
                manager, controlPlane, rules(types, controlPlane), statuses(controlPlane), CLOCK),
            deliveries,
            envoyAdmin(),
            new TokensEndpoint.Issuers(
                new DataplaneTokens(manager, CLOCK, true, trust),
                new ZoneTokens(manager, CLOCK, true, trust),
                new UserTokens(manager, CLOCK, true, trust, openId)),
            new AuditLog() {
              @Override
              public boolean isOn() {
                return true;
              }

              @Override
              public void add(AuditEvent event) {
                audited.add(event);
              }
            },
            new RequestTimes() {
              @Override
              public void began(String method, Function<String, @Nullable String> headers) {
                began.add(method + " " + headers.apply("traceparent"));
              }

              @Override
              public void answered(String method, String route, int status, Duration took) {
                answered.add(method + " " + route + " " + status);
              }
            });
    ResteasyDeployment deployment = new ResteasyDeploymentImpl();
    components = RestApplication.components(parts);
    for (Object component : components) {
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

  /** Looks with the functions of a real control plane. */
  private Inspection inspection(ControlPlane controlPlane) {
    PolicyMatcher matcher = new PolicyMatcher(Policies.POLICIES, codec);
    Pipeline pipeline =
        new Pipeline(
            controlPlane,
            matcher,
            new ProxyModels(codec, controlPlane),
            ServiceVips.DEFAULT,
            new ProxyGenerator(Policies.PLUGINS));
    return Inspection.of(
        types,
        matcher,
        ServiceVips.DEFAULT,
        new ComputedConfigurations(pipeline),
        codec,
        controlPlane);
  }

  private Optional<Statuses> statuses(ControlPlane controlPlane) {
    return Optional.ofNullable(controlPlane.zone())
        .map(zone -> new Statuses(types, controlPlane, StatusSettings.DEFAULT));
  }

  private static EnvoyAdmin envoyAdmin() {
    CertificateAuthority authority = CertificateAuthority.forEnvoyAdmin(CLOCK.instant(), RANDOM);
    return new EnvoyAdmin(
        new AdminAuthority(authority).forControlPlane(), 9901, ForkJoinPool.commonPool());
  }

  /** A zone of its own, with what a control plane creates when it starts. */
  public static TestServer withEssentials() {
    return withEssentials("default");
  }

  /** A zone of its own with this name, likewise. */
  public static TestServer withEssentials(String zone) {
    return essential(new TestServer(ControlPlane.standalone(zone)));
  }

  private static TestServer essential(TestServer server) {
    Essentials essentials = new Essentials(server.manager);
    essentials.ensure(CoreRules.essentials(server.controlPlane, CLOCK, RANDOM, false, false));
    essentials.ensure(List.of(UserTokens.bootstrap(server.manager, CLOCK)));
    return server;
  }

  /** The rules of a control plane; but all meshes sign with one key, since making one is slow. */
  private static List<ResourceRules<?>> rules(ResourceTypes types, ControlPlane controlPlane) {
    List<ResourceRules<?>> rules =
        new ArrayList<>(
            CoreRules.rules(types, controlPlane, InitialPolicies::of, false, CLOCK, RANDOM));
    rules.replaceAll(rule -> rule instanceof MeshSigningKeyRules ? new OneSigningKey() : rule);
    return rules;
  }

  /** Every type that exists, but for those of roles. */
  static ResourceTypes allTypes() {
    List<ResourceType<?>> all = new ArrayList<>(CoreTypes.ALL);
    all.addAll(Policies.TYPES);
    return new ResourceTypes(all);
  }

  private static ResourceTypes typesAndRoles() {
    List<ResourceType<?>> all = new ArrayList<>(allTypes().all());
    all.addAll(CoreTypes.OF_ROLES);
    return new ResourceTypes(all);
  }

  /** Lets it observe what there is, as a control plane does within some seconds. */
  public void settle() {
    StatusWriter statuses = new StatusWriter(statuses(controlPlane).orElseThrow(), manager, CLOCK);
    manager
        .list(CoreTypes.MESH, null)
        .forEach(mesh -> statuses.write(StoredMesh.of(manager, mesh.name())));
  }

  /**
   * Lets it know what a proxy would say of itself if it were connected.
   *
   * @param node the node as Envoy sends it
   */
  public void connect(JsonNode node) {
    preload(ConnectedNode.insight(node, CLOCK.instant()));
  }

  /** The virtual addresses of meshes, each with what recordings say for it. */
  public Map<String, String> virtualIps(Set<String> meshes) {
    return VipOwners.of(manager, types, meshes);
  }

  /** Its address, without a slash at the end. */
  public String root() {
    return "http://localhost:" + port;
  }

  /** Puts a resource into the store as it is: no checks, no computed labels. */
  void preload(JsonNode tree) {
    types
        .findByName(tree.path("type").asText())
        // What upstream's own structures fill in when they are read, without any schema.
        .ifPresent(type -> codec.checkResource(type, tree, new Violations()));
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

  public HttpResponse<String> delete(String path) {
    return send("DELETE", path, null);
  }

  /**
   * Sends a request, with the content type of JSON if there is a body and {@code headers}, names
   * and values in turn, name no other.
   */
  HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (body != null) {
      all.put("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return send(method, path, body, all);
  }

  /** Sends a request with no headers but those that are given and those that HTTP must have. */
  public HttpResponse<String> send(
      String method, String path, @Nullable String body, Map<String, String> headers) {
    String escaped = path.replace("[", "%5B").replace("]", "%5D").replace(" ", "%20");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root() + escaped))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
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
