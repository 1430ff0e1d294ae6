// What is pinned in the channels whose pins were looked at.
import { mine } from '../core/api.js';
import { put, state } from '../core/store.js';

export async function loadPins(channel) {
  const answer = await mine('GET', ['channels', channel, 'pins']);
  if (answer.ok) put('pins', channel, answer.items);
}

/** A message that is another now: it may be pinned, as an app's card often is. */
export function changePinned(channel, message) {
  const items = state.pins[channel];
  if (!items?.some((each) => each.message.ts === message.ts)) return;
  put('pins', channel, items.map((each) => (each.message.ts === message.ts ? { ...each, message } : each)));
}
