package io.kuma.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures what the store behind a running control plane does, through its REST API: writes, reads
 * and pages of a list of many resources.
 */
@Command(
    name = "store-bench",
    mixinStandardHelpOptions = true,
    description = "Measures the store of a running control plane.")
public final class StoreBench implements Callable<Integer> {
  private static final String MESH = "store-bench";
  private static final int PAGE = 100;

  @Option(
      names = "--resources",
      defaultValue = "10000",
      description = "how many are written (default ${DEFAULT-VALUE})")
  private int resources;

  @Option(
      names = "--reads",
      defaultValue = "5000",
      description = "how many are read one by one (default ${DEFAULT-VALUE})")
  private int reads;

  @Option(
      names = "--pages",
      defaultValue = "500",
      description = "how many pages of " + PAGE + " are read (default ${DEFAULT-VALUE})")
  private int pages;

  @Option(
      names = "--clients",
      defaultValue = "4",
      description = "how many call at once (default ${DEFAULT-VALUE})")
  private int clients;

  @Option(names = "--api", defaultValue = "http://localhost:5681", description = "REST address")
  private String api = "";

  /** A call, told its number. */
  private interface Call {
    void make(int number) throws IOException, InterruptedException;
  }

  /** Ends with 0 when all calls were answered. */
  public static void main(String... args) {
    System.exit(new CommandLine(new StoreBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Api rest = new Api(api);
    rest.put(
        "/meshes/" + MESH,
        "{\"type\":\"Mesh\",\"name\":\"" + MESH + "\",\"skipCreatingInitialPolicies\":[\"*\"]}");
    String list = "/meshes/" + MESH + "/dataplanes";
    measure("PUT", resources, number -> rest.put(list + "/" + name(number), dataplane(number)));
    measure("GET", reads, number -> rest.get(list + "/" + name(number * 7 % resources)));
    int last = Math.max(1, resources / PAGE);
    measure(
        "LIST, pages of " + PAGE,
        pages,
        number -> rest.get(list + "?size=" + PAGE + "&offset=" + number * 7 % last * PAGE));
    measure(
        "LIST, one page after the other, one client",
        Math.min(pages, last),
        1,
        number -> rest.get(list + "?size=" + PAGE + "&offset=" + number * PAGE));
    return 0;
  }

  private void measure(String what, int count, Call call)
      throws InterruptedException, ExecutionException {
    measure(what, count, clients, call);
  }

  private static void measure(String what, int count, int threads, Call call)
      throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    long begin = System.nanoTime();
    List<Long> times = new ArrayList<>();
    try {
      List<Future<List<Long>>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(executor.submit(() -> callsOfOne(next, count, call)));
      }
      for (Future<List<Long>> one : running) {
        times.addAll(one.get());
      }
    } finally {
      executor.shutdownNow();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        Locale.ROOT, "%-52s %.0f/s, %s%n", what, count / seconds, Quantiles.ofNanos(times));
  }

  private static List<Long> callsOfOne(AtomicInteger next, int count, Call call)
      throws IOException, InterruptedException {
    List<Long> times = new ArrayList<>();
    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
      long begin = System.nanoTime();
      call.make(number);
      times.add(System.nanoTime() - begin);
    }
    return times;
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "dp-%05d", number);
  }

  private static String dataplane(int number) {
    return "{\"type\":\"Dataplane\",\"mesh\":\""
        + MESH
        + "\",\"name\":\""
        + name(number)
        + "\",\"networking\":{\"address\":\"10."
        + (number >> 16 & 255)
        + "."
        + (number >> 8 & 255)
        + "."
        + (number & 255)
        + "\",\"inbound\":[{\"port\":8080,\"tags\":{\"kuma.io/service\":\"service-"
        + number % 50
        + "\",\"kuma.io/protocol\":\"http\"}}]}}";
  }
}
