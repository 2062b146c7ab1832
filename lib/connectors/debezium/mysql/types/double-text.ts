const MANTISSA_BITS = 52n;
const EXPONENT_BIAS = 1075;

/** All digits of a double, of which there may be hundreds: `java.math.BigDecimal(double).toPlainString()`. */
const allDigits = (value: number): string => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> MANTISSA_BITS);
  const fraction = bits & ((1n << MANTISSA_BITS) - 1n);
  const mantissa = exponent === 0 ? fraction : fraction | (1n << MANTISSA_BITS);
  const power = Math.max(exponent, 1) - EXPONENT_BIAS;
  const sign = value < 0 ? '-' : '';
  if (power >= 0) return `${sign}${mantissa << BigInt(power)}`;
  // A half is five tenths: every bit after the point is a digit after the point.
  const scaled = (mantissa * 5n ** BigInt(-power)).toString().padStart(1 - power, '0');
  const text = `${scaled.slice(0, power)}.${scaled.slice(power)}`.replace(/\.?0+$/, '');
  return sign + text;
};

const [SMALLEST, LARGEST] = [1e-3, 1e7];

/** A double in JSON, as the original writes it: never with an exponent, and with a point where Java puts one. */
export const doubleText = (value: number): string => {
  const size = Math.abs(value);
  if (size !== 0 && (size < SMALLEST || size >= LARGEST)) return allDigits(value);
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) ? `${value}.0` : String(value);
};
