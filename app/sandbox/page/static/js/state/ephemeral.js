// What only this person sees: from the app, and from the page itself in Slackbot's name.
import { mine } from '../core/api.js';
import { put, state } from '../core/store.js';
import { now } from './clock.js';
import { withMessage, withoutMessage } from './merge.js';
import { SLACKBOT } from './people.js';

let count = 0;

/** The messages of a channel that were put away; the server forgets them on its own. */
const dismissed = new Set();

function keyOf(channel, ts) {
  return `${channel}:${ts}`;
}

export function ephemeralsOf(channel) {
  return state.ephemerals[channel] || [];
}

export function addEphemeral(event) {
  if (dismissed.has(keyOf(event.channel, event.ts))) return;
  const message = { ...event.message, ts: event.ts, thread_ts: event.thread_ts || undefined, is_ephemeral: true };
  put('ephemerals', event.channel, withMessage(ephemeralsOf(event.channel), message));
}

export function setEphemerals(channel, list) {
  const locals = ephemeralsOf(channel).filter((each) => each.is_local);
  put('ephemerals', channel, locals);
  for (const each of list) addEphemeral(each);
}

export async function loadEphemerals(channel) {
  const answer = await mine('GET', ['channels', channel, 'ephemeral']);
  if (answer.ok) setEphemerals(channel, answer.messages);
}

/** Takes one away; for good when the person put it away. */
export function removeEphemeral(channel, ts, forGood = false) {
  if (forGood) dismissed.add(keyOf(channel, ts));
  put('ephemerals', channel, withoutMessage(ephemeralsOf(channel), ts));
}

/** Says something to the person in Slackbot's name; `actions` are buttons of the page's own. */
export function whisper(channel, text, { thread = '', actions = [] } = {}) {
  count += 1;
  const ts = `${Math.floor(now())}.${String(900000 + (count % 99999)).padStart(6, '0')}`;
  const message = {
    type: 'message', user: SLACKBOT.id, ts, text, is_ephemeral: true, is_local: true, local_actions: actions,
  };
  if (thread) message.thread_ts = thread;
  put('ephemerals', channel, withMessage(ephemeralsOf(channel), message));
}
