// What stands in a conversation: messages with days, groups, and the line of what is new.
import { sameDay } from '../state/clock.js';
import { authorOf } from '../state/people.js';
import { isNotice } from './system.js';

/** Messages of one author that follow within so many seconds are one group. */
const TOGETHER = 300;

function follows(message, before) {
  if (!before || message.subtype === 'thread_broadcast' || before.subtype === 'tombstone' || message.subtype === 'tombstone') return false;
  if (isNotice(message) !== isNotice(before) || message.pinned_info || before.pinned_info) return false;
  if (Boolean(message.is_ephemeral) !== Boolean(before.is_ephemeral)) return false;
  const [one, other] = [authorOf(message), authorOf(before)];
  return one.id === other.id && one.name === other.name && Number(message.ts) - Number(before.ts) < TOGETHER;
}

/** Shared and private messages in the order of their time. */
function woven(messages, ephemerals) {
  if (!ephemerals.length) return messages;
  return [...messages, ...ephemerals].sort((one, other) => (one.ts < other.ts ? -1 : 1));
}

/**
 * The rows: `{kind: 'day' | 'new' | 'message', key, ...}`. `newFrom` is the time after which
 * everything is new; empty for no line. Private messages older than the stretch are left out.
 */
export function rowsOf({ messages, ephemerals = [], newFrom = '', me, hasOlder = false, hasNewer = false }) {
  const rows = [];
  const first = messages[0]?.ts || '';
  const last = messages.at(-1)?.ts || '';
  const shown = ephemerals.filter((each) => (!hasOlder || each.ts >= first) && (!hasNewer || each.ts <= last));
  let before = null;
  // Where what is new begins before the loaded stretch, the line stands there, not here.
  let lined = !newFrom || (hasOlder && newFrom < first);
  for (const message of woven(messages, shown)) {
    if (!before || !sameDay(message.ts, before.ts)) {
      rows.push({ kind: 'day', key: `day-${message.ts}`, ts: message.ts });
      before = null;
    }
    if (!lined && message.ts > newFrom && message.user !== me && !message.is_ephemeral) {
      rows.push({ kind: 'new', key: 'new' });
      lined = true;
      before = null;
    }
    rows.push({ kind: 'message', key: `${message.is_ephemeral ? 'e' : 'm'}${message.ts}`, message, compact: follows(message, before) });
    before = message;
  }
  return rows;
}
