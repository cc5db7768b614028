package io.kuma.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kuma.core.ca.CertificateAuthority;
import io.kuma.core.ca.IdentityAuthorities;
import io.kuma.core.defaults.CoreRules;
import io.kuma.core.manager.ControlPlane;
import io.kuma.core.manager.Essential;
import io.kuma.core.match.PolicyMatcher;
import io.kuma.core.proxy.AdminTls;
import io.kuma.core.proxy.NodeFacts;
import io.kuma.core.proxy.ProxyInputs;
import io.kuma.core.proxy.ProxyModel;
import io.kuma.core.proxy.ProxyModels;
import io.kuma.core.snapshot.MeshSnapshot;
import io.kuma.core.status.StatusSettings;
import io.kuma.core.status.StatusWrite;
import io.kuma.core.status.Statuses;
import io.kuma.model.Labels;
import io.kuma.model.Meta;
import io.kuma.model.Resource;
import io.kuma.model.ResourceKey;
import io.kuma.model.ResourceType;
import io.kuma.model.ResourceTypes;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.model.Tags;
import io.kuma.model.Violations;
import io.kuma.model.json.JacksonResourceCodec;
import io.kuma.model.json.ResourceCodec;
import io.kuma.policy.simulation.Simulation;
import io.kuma.resource.CoreTypes;
import io.kuma.resource.dataplane.Dataplane;
import io.kuma.resource.dataplaneinsight.DataplaneInsight;
import io.kuma.resource.dataplaneinsight.DataplaneInsight.Mtls;
import io.kuma.resource.mesh.Mesh;
import io.kuma.resource.meshidentity.MeshIdentity;
import io.kuma.resource.secret.Secret;
import io.kuma.xds.generate.ProxyGenerator;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A mesh that is made from documents in the API's YAML form, each as the control plane of zone
 * {@code default} would have stored it: with its labels and, for inbounds, the tag of the zone.
 * Documents of types that do not exist yet are passed over.
 */
final class TestMesh implements MeshSnapshot {
  static final String ZONE = "default";
  static final ControlPlane CONTROL_PLANE = ControlPlane.standalone(ZONE);

  static final ResourceCodec CODEC = new JacksonResourceCodec();
  static final ResourceTypes TYPES = types();

  private static final ProxyModels MODELS = new ProxyModels(CODEC, CONTROL_PLANE);
  private static final PolicyMatcher MATCHER = new PolicyMatcher(Policies.POLICIES, CODEC);

  private static final Statuses STATUSES =
      new Statuses(TYPES, CONTROL_PLANE, StatusSettings.DEFAULT);
  private static final CertificateAuthority AUTHORITY =
      new IdentityAuthorities(Clock.systemUTC(), new SecureRandom()).make("test");

  private static final DataplaneInsight CERTIFIED =
      new DataplaneInsight(List.of(), new Mtls(null, null, 1, "ca", List.of("ca")), null, null);

  private final String name;
  private final SortedMap<ResourceKey, Resource<?>> resources = new TreeMap<>();

  private TestMesh(String name) {
    this.name = name;
  }

  /** The documents must have one Mesh among them. Later ones replace earlier ones of their key. */
  static TestMesh of(Collection<String> yamls) {
    List<JsonNode> documents = new ArrayList<>();
    yamls.forEach(yaml -> documents.addAll(CODEC.parseYamlDocuments(yaml)));
    String name =
        documents.stream()
            .filter(document -> document.path("type").asText().equals("Mesh"))
            .map(document -> document.path("name").asText())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no Mesh among the documents"));
    TestMesh mesh = new TestMesh(name);
    documents.forEach(mesh::put);
    return mesh;
  }

  private void put(JsonNode document) {
    String typeName = document.path("type").asText();
    Optional<ResourceType<?>> type = TYPES.findByName(typeName);
    if (type.isEmpty()) {
      return;
    }
    ObjectNode stored = document.deepCopy();
    addLabels(type.get(), stored);
    if (type.get().equals(CoreTypes.DATAPLANE)) {
      stored
          .path("networking")
          .path("inbound")
          .forEach(inbound -> addZone(((ObjectNode) inbound).withObject("tags")));
    }
    if (stored.has("spec")) {
      CODEC.check(type.get(), stored.get("spec"), new Violations());
    }
    Resource<?> resource = CODEC.toResource(TYPES, stored);
    resources.put(resource.key(), resource);
    if (type.get().equals(CoreTypes.MESH_IDENTITY)) {
      putAuthority(CoreTypes.MESH_IDENTITY.cast(resource));
    }
  }

  private void putAuthority(Resource<MeshIdentity> identity) {
    putSecret(IdentityAuthorities.certificateKey(identity), AUTHORITY.certificatePem());
    putSecret(IdentityAuthorities.privateKeyKey(identity), AUTHORITY.keyPem());
  }

  private void putSecret(ResourceKey key, String pem) {
    resources.put(key, Resource.of(key, Secret.of(pem.getBytes(StandardCharsets.US_ASCII))));
  }

  /**
   * As it is some seconds later, when the control plane has observed all there is, and every proxy
   * has its certificate.
   */
  TestMesh settled() {
    generators().forEach(generator -> resources.put(generator.key(), generator));
    Map<String, DataplaneInsight> insights = new TreeMap<>();
    all(CoreTypes.DATAPLANE).forEach(proxy -> insights.put(proxy.name(), CERTIFIED));
    for (StatusWrite write : STATUSES.plan(this, insights, Instant.EPOCH).writes()) {
      if (write instanceof StatusWrite.Create<?> create) {
        resources.put(write.key(), create.resource());
      } else if (write instanceof StatusWrite.Update<?> update) {
        resources.put(write.key(), update.resource());
      } else {
        resources.remove(write.key());
      }
    }
    return this;
  }

  /** Those that are there from the start. */
  private static List<Resource<?>> generators() {
    return CoreRules.essentials(CONTROL_PLANE, Clock.systemUTC(), new SecureRandom(), true, false)
        .stream()
        .filter(essential -> essential.type().equals(CoreTypes.HOSTNAME_GENERATOR))
        .<Resource<?>>map(TestMesh::resource)
        .toList();
  }

  private static <S extends Spec> Resource<S> resource(Essential<S> essential) {
    return new Resource<>(
        Meta.of(essential.key()).withLabels(essential.labels()), essential.make().get(), null);
  }

  private void addLabels(ResourceType<?> type, ObjectNode document) {
    ObjectNode labels = document.withObject("labels");
    if (type.scope() == Scope.MESH) {
      labels.put(Labels.MESH, name);
    }
    if (type.sync().contains(Sync.ZONE_TO_GLOBAL) || type.sync().contains(Sync.PROVIDED_BY_ZONE)) {
      labels.put(Labels.ENV, "universal").put(Labels.ORIGIN, "zone").put(Labels.ZONE, ZONE);
    }
    if (type.equals(CoreTypes.DATAPLANE)) {
      labels.put(Labels.PROXY_TYPE, "sidecar");
    }
  }

  /** Proxies of other zones, which only their ingress would make known, can be written down too. */
  private static void addZone(ObjectNode tags) {
    if (!tags.has(Tags.ZONE)) {
      tags.put(Tags.ZONE, ZONE);
    }
  }

  private static ResourceTypes types() {
    List<ResourceType<?>> all = new ArrayList<>(CoreTypes.ALL);
    all.addAll(Policies.TYPES);
    return new ResourceTypes(all);
  }

  /** As a control plane creates it: with initial policies, unless the mesh says otherwise. */
  TestMesh withInitialPolicies() {
    Resource<Mesh> mesh = find(CoreTypes.MESH, CoreTypes.MESH.key("", name)).orElseThrow();
    for (Resource<?> policy : InitialPolicies.of(mesh)) {
      put(tree(TYPES.findByName(policy.meta().type()).orElseThrow(), policy));
    }
    return this;
  }

  private static <S extends Spec> JsonNode tree(ResourceType<S> type, Resource<?> resource) {
    return CODEC.toTree(type, type.cast(resource));
  }

  /** The model of a proxy, with the policies of {@link Policies} that match it. */
  ProxyModel model(String dataplaneName, NodeFacts node) {
    return model(dataplaneName, new ProxyInputs(ZONE, node, AdminTls.HIDDEN, List.of()));
  }

  ProxyModel model(String dataplaneName, ProxyInputs inputs) {
    Resource<Dataplane> dataplane =
        dataplane(dataplaneName)
            .orElseThrow(() -> new IllegalArgumentException("no Dataplane " + dataplaneName));
    return MODELS.of(this, dataplane, MATCHER.match(this, dataplane), inputs);
  }

  /** Calls between all proxies of the mesh. */
  Simulation simulation() {
    return new Simulation(
        all(CoreTypes.DATAPLANE).stream()
            .map(dataplane -> model(dataplane.name(), NodeFacts.of(CODEC.parseJson("{}"))))
            .toList(),
        new ProxyGenerator(Policies.PLUGINS));
  }

  Optional<Resource<Dataplane>> dataplane(String dataplaneName) {
    return find(CoreTypes.DATAPLANE, CoreTypes.DATAPLANE.key(name, dataplaneName));
  }

  @Override
  public String mesh() {
    return name;
  }

  @Override
  public <S extends Spec> List<Resource<S>> all(ResourceType<S> type) {
    return resources.values().stream()
        .filter(resource -> resource.key().type().equals(type.name()))
        .map(type::cast)
        .toList();
  }

  @Override
  public <S extends Spec> Optional<Resource<S>> find(ResourceType<S> type, ResourceKey key) {
    return Optional.ofNullable(resources.get(key)).map(type::cast);
  }
}
