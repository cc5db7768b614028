package io.kuma.core.match;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Which items can hold for one and the same client: finds the largest groups of items that all
 * intersect each other. Different groups never have to be combined, which keeps the number of
 * combinations small (contract 10.5).
 */
final class Cliques {
  private final List<BitSet> neighbours;
  private final List<List<Integer>> found = new ArrayList<>();

  private Cliques(List<BitSet> neighbours) {
    this.neighbours = neighbours;
  }

  /**
   * The groups, each as ascending positions in the list. Those that begin with later items come
   * first, compared as text like upstream does: 9 is later than 10.
   */
  static List<List<Integer>> of(List<Subset> subsets) {
    List<BitSet> neighbours = new ArrayList<>();
    for (int i = 0; i < subsets.size(); i++) {
      BitSet row = new BitSet(subsets.size());
      for (int j = 0; j < subsets.size(); j++) {
        if (i != j && subsets.get(i).intersects(subsets.get(j))) {
          row.set(j);
        }
      }
      neighbours.add(row);
    }
    Cliques cliques = new Cliques(neighbours);
    BitSet all = new BitSet(subsets.size());
    all.set(0, subsets.size());
    if (!all.isEmpty()) {
      cliques.extend(new BitSet(), all, new BitSet());
    }
    cliques.found.sort(Comparator.comparing(Cliques::text).reversed());
    return cliques.found;
  }

  /** Bron and Kerbosch, with a pivot. */
  private void extend(BitSet clique, BitSet candidates, BitSet excluded) {
    if (candidates.isEmpty() && excluded.isEmpty()) {
      found.add(clique.stream().boxed().toList());
      return;
    }
    BitSet branches = copy(candidates);
    branches.andNot(neighbours.get(pivot(candidates, excluded)));
    for (int i = branches.nextSetBit(0); i >= 0; i = branches.nextSetBit(i + 1)) {
      BitSet larger = copy(clique);
      larger.set(i);
      extend(larger, and(candidates, neighbours.get(i)), and(excluded, neighbours.get(i)));
      candidates.clear(i);
      excluded.set(i);
    }
  }

  /** The item with the most neighbours among the candidates: the fewest branches remain. */
  private int pivot(BitSet candidates, BitSet excluded) {
    BitSet all = copy(candidates);
    all.or(excluded);
    return all.stream()
        .boxed()
        .max(Comparator.comparingInt(i -> and(candidates, neighbours.get(i)).cardinality()))
        .orElseThrow();
  }

  private static BitSet and(BitSet one, BitSet other) {
    BitSet result = copy(one);
    result.and(other);
    return result;
  }

  private static BitSet copy(BitSet set) {
    return (BitSet) set.clone();
  }

  private static String text(List<Integer> clique) {
    StringBuilder text = new StringBuilder();
    for (int i : clique) {
      text.append(text.isEmpty() ? "" : ":").append(i);
    }
    return text.toString();
  }
}
