package io.kuma.xds.ads;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gRPC call whose other side takes as much as the test lets it. */
final class FakeCall<A> extends ServerCallStreamObserver<A> {
  final List<A> sent = new ArrayList<>();
  boolean ready = true;
  int requested;
  @Nullable Throwable error;
  boolean completed;
  private Runnable onReady = () -> {};
  private Runnable onCancel = () -> {};

  void becomeReady() {
    ready = true;
    onReady.run();
  }

  void cancel() {
    onCancel.run();
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public void setOnReadyHandler(Runnable handler) {
    onReady = handler;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {
    onCancel = handler;
  }

  @Override
  public void request(int count) {
    requested += count;
  }

  @Override
  public void onNext(A response) {
    sent.add(response);
  }

  @Override
  public void onError(Throwable thrown) {
    error = thrown;
  }

  @Override
  public void onCompleted() {
    completed = true;
  }

  @Override
  public void disableAutoInboundFlowControl() {}

  @Override
  public void disableAutoRequest() {}

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void setCompression(String compression) {}

  @Override
  public void setMessageCompression(boolean enable) {}
}
