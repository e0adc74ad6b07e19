// A proof of work: the first number behind a text that makes its SHA-256 begin with so many zero bits.

const WORDS = 64;
const BLOCK = 64;
const LENGTH_BYTES = 8;
const WORD_BITS = 32;

/** The first bits of the fractional parts of roots of the first primes (FIPS 180-4). */
function constants(): { start: Int32Array; rounds: Int32Array } {
  const start: number[] = [];
  const rounds: number[] = [];
  const fraction = (value: number): number => ((value - Math.floor(value)) * 2 ** WORD_BITS) | 0;
  for (let candidate = 2; rounds.length < WORDS; candidate += 1) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) {
      if (candidate % divisor === 0) isPrime = false;
    }
    if (!isPrime) continue;
    if (start.length < 8) start.push(fraction(Math.sqrt(candidate)));
    rounds.push(fraction(Math.cbrt(candidate)));
  }
  return { start: Int32Array.from(start), rounds: Int32Array.from(rounds) };
}

const { start: START, rounds: ROUNDS } = constants();
const schedule = new Int32Array(WORDS);

const at = (words: Int32Array, index: number): number => words[index] as number;
const rotated = (word: number, by: number): number => (word >>> by) | (word << (WORD_BITS - by));

/** Takes one block into a state of eight words. */
function compress(state: Int32Array, bytes: Uint8Array, offset: number): void {
  for (let index = 0; index < 16; index += 1) {
    const from = offset + index * 4;
    schedule[index] =
      ((bytes[from] as number) << 24) |
      ((bytes[from + 1] as number) << 16) |
      ((bytes[from + 2] as number) << 8) |
      (bytes[from + 3] as number);
  }
  for (let index = 16; index < WORDS; index += 1) {
    const [late, early] = [at(schedule, index - 2), at(schedule, index - 15)];
    const one = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
    const zero = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
    schedule[index] = (one + at(schedule, index - 7) + zero + at(schedule, index - 16)) | 0;
  }
  let a = at(state, 0);
  let b = at(state, 1);
  let c = at(state, 2);
  let d = at(state, 3);
  let e = at(state, 4);
  let f = at(state, 5);
  let g = at(state, 6);
  let h = at(state, 7);
  for (let index = 0; index < WORDS; index += 1) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first =
      (h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + choice + at(ROUNDS, index) + at(schedule, index)) | 0;
    const second = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] = (at(state, index) + word) | 0));
}

/** Takes the last bytes, which end with `length` bytes of the whole message, into a state. */
function finish(state: Int32Array, tail: Uint8Array, used: number, length: number): void {
  const size = Math.ceil((used + 1 + LENGTH_BYTES) / BLOCK) * BLOCK;
  tail.fill(0, used, size);
  tail[used] = 0x80;
  new DataView(tail.buffer).setUint32(size - 4, length * 8);
  for (let offset = 0; offset < size; offset += BLOCK) compress(state, tail, offset);
}

/** The answer to a challenge: the challenge, `~`, and the first number that fits. Takes its time. */
export function solve(challenge: string, bits: number): string {
  if (!(bits >= 0 && bits <= WORD_BITS)) throw new RangeError(`${bits} bits`);
  const known = new TextEncoder().encode(`${challenge}~`);
  const whole = known.length - (known.length % BLOCK);
  const begun = Int32Array.from(START);
  for (let offset = 0; offset < whole; offset += BLOCK) compress(begun, known, offset);
  const tail = new Uint8Array(BLOCK * 3);
  tail.set(known.subarray(whole));
  const state = new Int32Array(8);
  for (let number = 0; ; number += 1) {
    const digits = String(number);
    let used = known.length - whole;
    for (let index = 0; index < digits.length; index += 1) tail[used++] = digits.charCodeAt(index);
    state.set(begun);
    finish(state, tail, used, known.length + digits.length);
    if (bits === 0 || at(state, 0) >>> (WORD_BITS - bits) === 0) return `${challenge}~${digits}`;
  }
}
