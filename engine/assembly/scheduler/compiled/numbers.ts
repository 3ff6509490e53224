// Numbers of a compiled policy are what they are in JavaScript, always f64. What WASM has no instruction for, and
// what must not differ by a bit between the two (powers, logarithms), is done by the host's own `Math`.

@external("math", "pow") declare function hostPow(base: f64, exponent: f64): f64;
@external("math", "exp") declare function hostExp(x: f64): f64;
@external("math", "log") declare function hostLog(x: f64): f64;
@external("math", "log2") declare function hostLog2(x: f64): f64;
@external("math", "log10") declare function hostLog10(x: f64): f64;
@external("math", "sin") declare function hostSin(x: f64): f64;
@external("math", "cos") declare function hostCos(x: f64): f64;
@external("math", "cbrt") declare function hostCbrt(x: f64): f64;
@external("math", "hypot") declare function hostHypot(x: f64, y: f64): f64;
@external("math", "mod") declare function hostMod(x: f64, y: f64): f64;
@external("math", "toInt32") declare function hostToInt32(x: f64): i32;

/**
 * A whole number of 32 bits with its sign, of which nothing is known otherwise: what is not one differs from the answer. Quicker
 * than the instruction for it, which sees to what is too large.
 */
// @ts-ignore: decorator
@inline export function placeOf(x: f64): i32 {
  return i32(reinterpret<i64>(x + 6755399441055744)); // 2^52 + 2^51: the last bits are the number's
}

/** The number as 32 bits in two's complement, as bitwise operators take it. */
// @ts-ignore: decorator
@inline export function toInt32(x: f64): i32 {
  const whole = placeOf(x);
  return f64(whole) == x ? whole : fractionToInt32(x);
}

function fractionToInt32(x: f64): i32 {
  return abs(x) < 9007199254740992 ? i32(i64(x)) : hostToInt32(x);
}

// @ts-ignore: decorator
@global @inline export function $and(a: f64, b: f64): f64 {
  return f64(toInt32(a) & toInt32(b));
}
// @ts-ignore: decorator
@global @inline export function $or(a: f64, b: f64): f64 {
  return f64(toInt32(a) | toInt32(b));
}
// @ts-ignore: decorator
@global @inline export function $xor(a: f64, b: f64): f64 {
  return f64(toInt32(a) ^ toInt32(b));
}
// @ts-ignore: decorator
@global @inline export function $shl(a: f64, b: f64): f64 {
  return f64(toInt32(a) << (toInt32(b) & 31));
}
// @ts-ignore: decorator
@global @inline export function $shr(a: f64, b: f64): f64 {
  return f64(toInt32(a) >> (toInt32(b) & 31));
}
// @ts-ignore: decorator
@global @inline export function $shru(a: f64, b: f64): f64 {
  return f64(u32(toInt32(a)) >>> (toInt32(b) & 31));
}
// @ts-ignore: decorator
@global @inline export function $not(a: f64): f64 {
  return f64(~toInt32(a));
}

/** `a % b`; whole numbers are divided as such, which is exact and quick. */
// @ts-ignore: decorator
@global @inline export function $mod(a: f64, b: f64): f64 {
  const whole = i64(a);
  const by = i64(b);
  // Not from -0, whose rest is -0.
  const isPlain = reinterpret<i64>(a) >= 0 && a <= 9007199254740991 && b >= 1 && b <= 9007199254740991;
  if (isPlain && f64(whole) == a && f64(by) == b) return f64(whole % by);
  return hostMod(a, b);
}

// @ts-ignore: decorator
@global @inline export function $pow(a: f64, b: f64): f64 {
  // Powers of two are exact.
  const place = placeOf(b);
  if (a == 2 && u32(place) < 1023 && f64(place) == b) return reinterpret<f64>(u64(place + 1023) << 52);
  return hostPow(a, b);
}

/** What an operator that assigns makes of a number; the compiler's `UPDATES` is in the same order. */
// @ts-ignore: decorator
@inline export function updated(old: f64, operator: u32, value: f64): f64 {
  if (operator == 0) return old + value;
  if (operator == 1) return old - value;
  if (operator == 2) return old * value;
  if (operator == 3) return old / value;
  if (operator == 4) return $mod(old, value);
  if (operator == 5) return $pow(old, value);
  if (operator == 6) return $and(old, value);
  if (operator == 7) return $or(old, value);
  if (operator == 8) return $xor(old, value);
  if (operator == 9) return $shl(old, value);
  return operator == 10 ? $shr(old, value) : $shru(old, value);
}

// @ts-ignore: decorator
@global @final export class $Math {
  static readonly PI: f64 = 3.141592653589793;
  static readonly E: f64 = 2.718281828459045;
  static readonly LN2: f64 = 0.6931471805599453;
  static readonly LN10: f64 = 2.302585092994046;
  static readonly LOG2E: f64 = 1.4426950408889634;
  static readonly LOG10E: f64 = 0.4342944819032518;
  static readonly SQRT2: f64 = 1.4142135623730951;
  static readonly SQRT1_2: f64 = 0.7071067811865476;
  // @ts-ignore: decorator
  @inline static abs(x: f64): f64 {
    return abs<f64>(x);
  }
  // @ts-ignore: decorator
  @inline static floor(x: f64): f64 {
    return floor<f64>(x);
  }
  // @ts-ignore: decorator
  @inline static ceil(x: f64): f64 {
    return ceil<f64>(x);
  }
  // @ts-ignore: decorator
  @inline static trunc(x: f64): f64 {
    return trunc<f64>(x);
  }
  // @ts-ignore: decorator
  @inline static sqrt(x: f64): f64 {
    return sqrt<f64>(x);
  }
  // @ts-ignore: decorator
  @inline static min(x: f64, y: f64): f64 {
    return min<f64>(x, y);
  }
  // @ts-ignore: decorator
  @inline static max(x: f64, y: f64): f64 {
    return max<f64>(x, y);
  }
  /** Halves go up. */
  static round(x: f64): f64 {
    const below = floor<f64>(x);
    return copysign<f64>(x - below >= 0.5 ? below + 1 : below, x);
  }
  static sign(x: f64): f64 {
    return x > 0 ? 1 : x < 0 ? -1 : x;
  }
  static fround(x: f64): f64 {
    return f64(f32(x));
  }
  static clz32(x: f64): f64 {
    return f64(clz(toInt32(x)));
  }
  static imul(x: f64, y: f64): f64 {
    return f64(toInt32(x) * toInt32(y));
  }
  static pow(x: f64, y: f64): f64 {
    return $pow(x, y);
  }
  static exp(x: f64): f64 {
    return hostExp(x);
  }
  static log(x: f64): f64 {
    return hostLog(x);
  }
  static log2(x: f64): f64 {
    return hostLog2(x);
  }
  static log10(x: f64): f64 {
    return hostLog10(x);
  }
  static sin(x: f64): f64 {
    return hostSin(x);
  }
  static cos(x: f64): f64 {
    return hostCos(x);
  }
  static cbrt(x: f64): f64 {
    return hostCbrt(x);
  }
  static hypot(x: f64, y: f64): f64 {
    return hostHypot(x, y);
  }
}

// @ts-ignore: decorator
@global @final export class $Number {
  static readonly MAX_SAFE_INTEGER: f64 = 9007199254740991;
  static readonly MIN_SAFE_INTEGER: f64 = -9007199254740991;
  static readonly MAX_VALUE: f64 = 1.7976931348623157e308;
  static readonly MIN_VALUE: f64 = 5e-324;
  static readonly EPSILON: f64 = 2.220446049250313e-16;
  static readonly POSITIVE_INFINITY: f64 = Infinity;
  static readonly NEGATIVE_INFINITY: f64 = -Infinity;
  static readonly NaN: f64 = NaN;
  static isNaN(x: f64): bool {
    return x != x;
  }
  static isFinite(x: f64): bool {
    return x - x == 0;
  }
  static isInteger(x: f64): bool {
    return x - x == 0 && floor<f64>(x) == x;
  }
  static isSafeInteger(x: f64): bool {
    return abs<f64>(x) <= 9007199254740991 && floor<f64>(x) == x;
  }
}
