package io.kuma.core.manager;

/**
 * Whether this control plane is the one, of all that share its store, that does what one of them is
 * enough for. Two may believe so for a moment: what they write has to name the version that it was
 * computed from, so that doubled work does no harm. Should two give the same virtual address to
 * different destinations, the older one keeps it at the next look, which both writes cause.
 */
public interface Leadership {

  /** The only control plane of its store, or one that does not mind doing doubled work. */
  Leadership ALONE =
      new Leadership() {
        @Override
        public boolean isLeader() {
          return true;
        }

        @Override
        public void onElected(Runnable work) {
          // It is from the start.
        }

        @Override
        public void enter(String instance) {
          // There is nobody to know it.
        }

        @Override
        public boolean isPresent(String instance) {
          return false;
        }
      };

  /** Whether it is now. Never blocks. */
  boolean isLeader();

  /** Has {@code work} done whenever this control plane becomes the one, on any thread. */
  void onElected(Runnable work);

  /** Has the others know this control plane as {@code instance} while it runs. Once, early. */
  void enter(String instance);

  /**
   * Whether another control plane runs that is known as {@code instance}, or may run as far as can
   * be said. Never blocks.
   */
  boolean isPresent(String instance);
}
