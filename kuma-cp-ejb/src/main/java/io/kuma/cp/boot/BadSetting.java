package io.kuma.cp.boot;

/**
 * A setting that the control plane cannot start with. The message is one sentence for whoever set
 * it.
 */
public final class BadSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadSetting(String sentence) {
    super(sentence);
  }
}
