package io.kuma.core.admin;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The text of an answer, up to a length that does no harm: whoever answers may be anybody. */
final class BoundedBody implements BodySubscriber<String> {
  private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
  private final long longest;
  private long length;
  private boolean tooLong;
  private Subscription subscription =
      new Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };

  /**
   * @param longest in bytes
   */
  BoundedBody(long longest) {
    this.longest = longest;
  }

  @Override
  public CompletionStage<String> getBody() {
    return text.getBody();
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    text.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (tooLong) {
      return;
    }
    length += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (length <= longest) {
      text.onNext(buffers);
    } else {
      tooLong = true;
      subscription.cancel();
      text.onError(new IOException("it answers more than " + longest + " bytes"));
    }
  }

  @Override
  public void onError(Throwable problem) {
    if (!tooLong) {
      text.onError(problem);
    }
  }

  @Override
  public void onComplete() {
    if (!tooLong) {
      text.onComplete();
    }
  }
}
