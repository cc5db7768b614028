package io.kuma.tcpecho;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: {@code kuma-tcp-echo --port 8000}. */
@Command(
    name = "kuma-tcp-echo",
    description = "Logs and echoes what it receives; answers an HTTP/1 request with the request.",
    footer = {
      "",
      "Ask for a slow answer with the query parameter delay, at most 60s:",
      "  curl 'http://localhost:8000/any/path?delay=3s'",
    })
public final class TcpEcho implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this.")
  @SuppressWarnings("unused") // picocli acts on it by itself
  private boolean help;

  @Option(names = "--port", defaultValue = "8000", description = "TCP port; 0 takes a free one.")
  private int port;

  @Option(names = "--address", defaultValue = "0.0.0.0", description = "Address to listen on.")
  private String address = "0.0.0.0";

  @Option(
      names = "--name",
      defaultValue = "",
      description = "Name of this instance, sent in the response header x-echo-instance.")
  private String name = "";

  public static void main(String[] args) {
    System.exit(new CommandLine(new TcpEcho()).execute(args));
  }

  // The server does not close its log, and nobody else closes standard output.
  @SuppressWarnings("ClosingStandardOutputStreams")
  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65535) {
      System.err.println("--port must be between 0 and 65535, not " + port);
      return CommandLine.ExitCode.USAGE;
    }
    if (!name.matches("[A-Za-z0-9._-]{0,63}")) {
      System.err.println("--name may have up to 63 letters, digits, '.', '_' and '-'");
      return CommandLine.ExitCode.USAGE;
    }
    try (EchoServer server =
        EchoServer.start(new InetSocketAddress(address, port), name, System.out)) {
      server.awaitClosed();
      return CommandLine.ExitCode.OK;
    } catch (IOException e) {
      System.err.printf("cannot listen on %s:%d: %s%n", address, port, e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }
}
