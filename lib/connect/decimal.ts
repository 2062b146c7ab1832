/**
 * An exact decimal: `unscaled × 10^-scale`; stands for `java.math.BigDecimal`. `1.50` and `1.5` are different
 * values: the scale is kept.
 */
export class Decimal {
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /**
   * Parses plain or scientific notation, such as `-12.340` or `1e-9`.
   *
   * @throws RangeError when the text is not a decimal number.
   */
  static parse(text: string): Decimal {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim());
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
    if (match === null || whole.length + fraction.length === 0) throw new RangeError(`Not a decimal number: ${text}`);
    const unscaled = BigInt(whole + fraction);
    return new Decimal(sign === '-' ? -unscaled : unscaled, fraction.length - Number(exponent));
  }

  /**
   * The same number with another scale.
   *
   * @throws RangeError when digits would be lost.
   */
  withScale(scale: number): Decimal {
    if (scale === this.scale) return this;
    if (scale > this.scale) return new Decimal(this.unscaled * 10n ** BigInt(scale - this.scale), scale);
    const divisor = 10n ** BigInt(this.scale - scale);
    if (this.unscaled % divisor !== 0n) throw new RangeError(`Rounding needed to give ${this} the scale ${scale}`);
    return new Decimal(this.unscaled / divisor, scale);
  }

  /** Plain notation with all digits of the scale; a negative scale is written out in zeros. */
  toString(): string {
    if (this.scale <= 0) return (this.unscaled * 10n ** BigInt(-this.scale)).toString();
    const sign = this.unscaled < 0n ? '-' : '';
    const digits = (this.unscaled < 0n ? -this.unscaled : this.unscaled).toString().padStart(this.scale + 1, '0');
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`;
  }

  /** The nearest double; loses what a double cannot hold. */
  toNumber(): number {
    return Number(this.toString());
  }
}
