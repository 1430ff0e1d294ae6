// The sandbox's time, which may run faster than real time and elsewhere than today.

let known = { now: Date.now() / 1000, speed: 1, scaled: false };
let heardAt = performance.now();

/** Takes over what the sandbox says of its clock. */
export function setClock(clock) {
  known = clock;
  heardAt = performance.now();
}

/** Seconds since the epoch in the sandbox. */
export function now() {
  if (!known.scaled) return Date.now() / 1000;
  return known.now + ((performance.now() - heardAt) / 1000) * known.speed;
}

/** A moment on the sandbox's clock as a Date; Slack's timestamps are seconds with a fraction. */
export function dateOf(ts) {
  return new Date(Number(ts) * 1000);
}

/** The time just before a Slack timestamp, for `mark as unread`. */
export function justBefore(ts) {
  const [seconds, micros] = ts.split('.');
  const before = BigInt(seconds) * 1000000n + BigInt(micros) - 1n;
  return `${before / 1000000n}.${String(before % 1000000n).padStart(6, '0')}`;
}

/** Whether two moments lie on the same day where the reader is. */
export function sameDay(one, other) {
  return dateOf(one).toDateString() === dateOf(other).toDateString();
}

