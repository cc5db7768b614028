package io.kuma.core.access;

import java.util.Collection;
import java.util.List;

/** Those who may: some by their names, others because they belong to a group. */
public record Permitted(List<String> users, List<String> groups) {
  public Permitted {
    users = List.copyOf(users);
    groups = List.copyOf(groups);
  }

  public boolean includes(String user, Collection<String> groupsOfUser) {
    return users.contains(user) || groupsOfUser.stream().anyMatch(groups::contains);
  }
}
