package io.kuma.resource.accessrole;

import io.kuma.model.Doc;
import io.kuma.model.Kind;
import io.kuma.model.Scope;
import io.kuma.model.Spec;
import io.kuma.model.Sync;
import io.kuma.model.schema.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be done with which resources. It belongs to one control plane, since each has users of
 * its own, and only administrators write it.
 */
@Doc("What may be done with which resources, by those to whom a binding gives the role.")
@Kind(
    shortName = "arole",
    scope = Scope.GLOBAL,
    sync = {Sync.PROVIDED_BY_GLOBAL, Sync.PROVIDED_BY_ZONE},
    keepsName = true)
public record AccessRole(
    @Doc("What may be done; one rule that allows it is enough.") @Limits(minItems = 1)
        List<Rule> rules)
    implements Spec {

  /** Stands for all types, meshes or names. */
  public static final String ALL = "*";

  public AccessRole {
    rules = List.copyOf(rules);
  }

  /** Each of the verbs, with each resource of these types in these meshes. */
  public record Rule(
      @Doc("What may be done.") @Limits(minItems = 1) List<Verb> verbs,
      @Doc("With resources of which types, by their names; \"*\" for all.") @Limits(minItems = 1)
          List<String> types,
      @Doc(
              "In which meshes, which are also themselves meant; \"*\" for all and for what is in"
                  + " no mesh.")
          @Limits(minItems = 1)
          List<String> meshes,
      @Doc("Only with resources of these names.") @Limits(minItems = 1)
          @Nullable List<String> names) {

    public Rule {
      verbs = List.copyOf(verbs);
      types = List.copyOf(types);
      meshes = List.copyOf(meshes);
      names = names == null ? null : List.copyOf(names);
    }
  }

  /** What can be done, as the wire spells it. */
  public enum Verb {
    /** See resources and what is observed of them; no secrets. */
    read,
    /** Create, replace and delete resources, and read them; no secrets. */
    write,
    /** See what proxies are told, where that comes from, and what their Envoys say. */
    inspect,
    /** See the content of the Secrets of meshes. */
    readSecrets,
    /** Create, replace and delete the Secrets of meshes, and read them. */
    writeSecrets,
    /** Issue tokens: for the proxies of a mesh (Dataplane), for those of a zone (Zone). */
    generateTokens
  }
}
