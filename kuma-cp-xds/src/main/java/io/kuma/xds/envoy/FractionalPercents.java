package io.kuma.xds.envoy;

import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.envoyproxy.envoy.type.v3.FractionalPercent.DenominatorType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Percentages as Envoy has them: a whole number of hundredths, or of finer parts. */
public final class FractionalPercents {
  private FractionalPercents() {}

  /**
   * In the coarsest parts that are exact, or else in millionths.
   *
   * @param percentage 0 to 100
   */
  public static FractionalPercent of(BigDecimal percentage) {
    if (isWhole(percentage)) {
      return fraction(percentage, DenominatorType.HUNDRED);
    }
    BigDecimal tenThousandths = percentage.movePointRight(2);
    return isWhole(tenThousandths)
        ? fraction(tenThousandths, DenominatorType.TEN_THOUSAND)
        : fraction(percentage.movePointRight(4), DenominatorType.MILLION);
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  private static FractionalPercent fraction(BigDecimal parts, DenominatorType denominator) {
    return FractionalPercent.newBuilder()
        .setNumerator(parts.setScale(0, RoundingMode.HALF_UP).intValueExact())
        .setDenominator(denominator)
        .build();
  }
}
