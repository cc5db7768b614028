package io.kuma.core.proxy;

/**
 * How the operating system hands the workload's connections to the proxy.
 *
 * @param inboundPort where connections to the workload arrive
 * @param outboundPort where connections of the workload arrive
 * @param ipv6 connections by IPv6 are redirected too
 * @param passthrough the workload may reach addresses that the mesh does not know
 */
public record TransparentProxy(
    int inboundPort, int outboundPort, boolean ipv6, boolean passthrough) {

  /** The same, with another say of the mesh about unknown addresses. */
  public TransparentProxy withPassthrough(boolean allowed) {
    return new TransparentProxy(inboundPort, outboundPort, ipv6, allowed);
  }
}
