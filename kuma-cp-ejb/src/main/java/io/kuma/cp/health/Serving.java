package io.kuma.cp.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whether the control plane can do its work, told by whoever starts and stops it. */
@ApplicationScoped
public class Serving {
  private static final int SECONDS = 2;

  private volatile BooleanSupplier check = () -> false;
  private volatile @Nullable DataSource store;

  /** It has started; from now on {@code next} tells whether proxies are served. */
  public void begin(BooleanSupplier next, DataSource dataSource) {
    store = dataSource;
    check = next;
  }

  /** It is about to stop. */
  public void end() {
    check = () -> false;
    store = null;
  }

  boolean storeAnswers() {
    DataSource known = store;
    if (known == null) {
      return false;
    }
    try (Connection connection = known.getConnection()) {
      return connection.isValid(SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  boolean isServing() {
    return check.getAsBoolean();
  }
}
