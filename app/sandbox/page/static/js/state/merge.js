// Lists of messages in the order of their time: pure functions that answer new lists.

/** Where a timestamp stands, or would stand, in a list. */
function placeOf(messages, ts) {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (messages[middle].ts < ts) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function findMessage(messages, ts) {
  const found = messages[placeOf(messages, ts)];
  return found?.ts === ts ? found : undefined;
}

/** The list with a message put in, or replaced where it stands already. */
export function withMessage(messages, message) {
  const place = placeOf(messages, message.ts);
  const there = messages[place]?.ts === message.ts ? 1 : 0;
  return [...messages.slice(0, place), message, ...messages.slice(place + there)];
}

export function withoutMessage(messages, ts) {
  return messages.filter((each) => each.ts !== ts);
}

/** Two stretches as one; what is in both is taken from `fresh`, unless it says the same. */
export function joined(messages, fresh) {
  const byTs = new Map(messages.map((each) => [each.ts, each]));
  for (const each of fresh) {
    const before = byTs.get(each.ts);
    // The same content stays the same object, so that it is not drawn again.
    if (!before || JSON.stringify(before) !== JSON.stringify(each)) byTs.set(each.ts, each);
  }
  return [...byTs.values()].sort((one, other) => (one.ts < other.ts ? -1 : 1));
}
