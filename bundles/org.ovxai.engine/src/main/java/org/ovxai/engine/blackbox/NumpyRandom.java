package org.ovxai.engine.blackbox;

/**
 * The random numbers of NumPy's {@code default_rng(seed)}: PCG64 (O'Neill 2014, XSL-RR 128/64),
 * seeded through SeedSequence.
 */
final class NumpyRandom {
  private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
  private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;
  private static final int POOL = 4;
  private static final long UINT32 = 0xFFFFFFFFL;

  private long high;
  private long low;
  private final long incrementHigh;
  private final long incrementLow;
  private boolean hasHalf;
  private long half;

  /**
   * The stream of a seed.
   *
   * @param seed 0 or greater
   */
  NumpyRandom(long seed) {
    if (seed < 0) {
      throw new IllegalArgumentException("The seed is " + seed + "; it must be 0 or more.");
    }
    long[] state = seedSequence(seed);
    incrementHigh = state[2] << 1 | state[3] >>> 63;
    incrementLow = state[3] << 1 | 1;
    step();
    add(state[0], state[1]);
    step();
  }

  /** The next number, 0 or greater and below 1. */
  double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * The next whole number from 0 on, below a bound.
   *
   * @param bound 1 or greater
   */
  int nextInt(int bound) {
    if (bound == 1) {
      return 0;
    }
    long product = nextUint32() * bound;
    if ((product & UINT32) < bound) {
      long threshold = (1L << 32) % bound;
      while ((product & UINT32) < threshold) {
        product = nextUint32() * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /** The lower half of a new 64-bit number, and its upper half the next time. */
  private long nextUint32() {
    if (hasHalf) {
      hasHalf = false;
      return half;
    }
    long next = nextLong();
    hasHalf = true;
    half = next >>> 32;
    return next & UINT32;
  }

  private long nextLong() {
    step();
    return Long.rotateRight(high ^ low, (int) (high >>> 58));
  }

  private void step() {
    long newHigh = unsignedMultiplyHigh(low, MULTIPLIER_LOW);
    newHigh += high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH;
    low *= MULTIPLIER_LOW;
    high = newHigh;
    add(incrementHigh, incrementLow);
  }

  private void add(long otherHigh, long otherLow) {
    low += otherLow;
    high += otherHigh + (Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0);
  }

  private static long unsignedMultiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
  }

  /** Four 64-bit words of NumPy's SeedSequence for a seed. */
  private static long[] seedSequence(long seed) {
    int[] pool = new int[POOL];
    int[] hash = {0x43b0d7e5};
    int[] entropy = {(int) seed, (int) (seed >>> 32)};
    for (int i = 0; i < POOL; i++) {
      pool[i] = hashed(i < entropy.length ? entropy[i] : 0, hash, 0x931e8875);
    }
    for (int from = 0; from < POOL; from++) {
      for (int to = 0; to < POOL; to++) {
        if (from != to) {
          pool[to] = mixed(pool[to], hashed(pool[from], hash, 0x931e8875));
        }
      }
    }
    int[] words = new int[2 * POOL];
    hash[0] = 0x8b51f9dd;
    for (int i = 0; i < words.length; i++) {
      words[i] = hashed(pool[i % POOL], hash, 0x58f38ded);
    }
    long[] state = new long[POOL];
    for (int i = 0; i < POOL; i++) {
      state[i] = words[2 * i] & UINT32 | (long) words[2 * i + 1] << 32;
    }
    return state;
  }

  private static int hashed(int value, int[] hash, int multiplier) {
    int mixed = value ^ hash[0];
    hash[0] *= multiplier;
    mixed *= hash[0];
    return mixed ^ mixed >>> 16;
  }

  private static int mixed(int a, int b) {
    int result = 0xca01f9dd * a - 0x4973f715 * b;
    return result ^ result >>> 16;
  }
}
