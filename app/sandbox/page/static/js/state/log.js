// The loaded stretch of each conversation: pages are added at its ends, and what grows too long
// is let go at the other end, so that a channel of any length stays light.
import { mine } from '../core/api.js';
import { put, state } from '../core/store.js';
import { joined, withMessage, withoutMessage } from './merge.js';

const PAGE = 60;
/** More messages than this are never kept in the page. */
const MOST = 360;
/** A page is asked for at most so often; who talks faster than that is heard in the next one. */
const TRIES = 4;

const EMPTY = { messages: [], hasOlder: false, hasNewer: false, loading: '', newFrom: '', goTo: null, failed: '' };

export function logOf(id) {
  return state.logs[id];
}

export function patchLog(id, changes) {
  put('logs', id, { ...(state.logs[id] || EMPTY), ...changes });
}

/** How many things have happened in each conversation since the page was opened. */
const happenings = new Map();

function happened(id) {
  happenings.set(id, (happenings.get(id) || 0) + 1);
}

/** Asks for a page, again if something happened meanwhile: the answer may not know of it. */
async function asked(id, query) {
  let answer;
  let before;
  let left = TRIES;
  do {
    before = happenings.get(id);
    left -= 1;
    answer = await mine('GET', ['channels', id, 'messages'], undefined, { limit: PAGE, ...query });
  } while (answer.ok && left && before !== happenings.get(id));
  return answer;
}

async function page(id, loading, query) {
  patchLog(id, { loading, failed: '' });
  const answer = await asked(id, query);
  patchLog(id, { loading: '', failed: answer.ok ? '' : answer.message });
  return answer.ok ? answer : null;
}

/** Puts a page in the place of whatever was loaded. */
export function setPage(id, answer, changes = {}) {
  const before = state.logs[id]?.messages || [];
  const fresh = new Set(answer.messages.map((each) => each.ts));
  const kept = before.filter((each) => fresh.has(each.ts));
  patchLog(id, {
    messages: joined(kept, answer.messages),
    hasOlder: answer.has_older,
    hasNewer: answer.has_newer,
    ...changes,
  });
}

/** Where the view goes next: to a message, to the line of what is new, or to the end. */
export function goTo(id, where, flash = false) {
  patchLog(id, { goTo: { where, flash } });
}

export async function loadLatest(id) {
  const answer = await page(id, 'all', {});
  if (answer) setPage(id, answer);
}

export async function loadAround(id, ts) {
  const answer = await page(id, 'all', { around: ts });
  if (answer) setPage(id, answer);
}

export async function loadOlder(id) {
  const log = state.logs[id];
  if (!log?.hasOlder || log.loading || !log.messages.length) return;
  const answer = await page(id, 'older', { before: log.messages[0].ts });
  if (!answer) return;
  const messages = joined(answer.messages, state.logs[id].messages);
  const changes = { messages, hasOlder: answer.has_older };
  if (messages.length > MOST) {
    changes.messages = messages.slice(0, MOST);
    changes.hasNewer = true;
  }
  patchLog(id, changes);
}

export async function loadNewer(id) {
  const log = state.logs[id];
  if (!log?.hasNewer || log.loading || !log.messages.length) return;
  const answer = await page(id, 'newer', { after: log.messages.at(-1).ts });
  if (!answer) return;
  const messages = joined(state.logs[id].messages, answer.messages);
  patchLog(id, { ...trimmed(messages, state.logs[id].hasOlder), hasNewer: answer.has_newer });
}

function trimmed(messages, hasOlder) {
  if (messages.length <= MOST) return { messages, hasOlder };
  return { messages: messages.slice(-MOST), hasOlder: true };
}

/** A message that was just said: it shows if the loaded stretch reaches the end. */
export function addMessage(id, message) {
  happened(id);
  const log = state.logs[id];
  if (!log || log.hasNewer) return;
  patchLog(id, trimmed(withMessage(log.messages, message), log.hasOlder));
}

/** A message that is another now. */
export function changeMessage(id, message) {
  happened(id);
  const log = state.logs[id];
  if (log?.messages.some((each) => each.ts === message.ts)) {
    patchLog(id, { messages: withMessage(log.messages, message) });
  }
}

export function removeMessage(id, ts) {
  happened(id);
  const log = state.logs[id];
  if (log) patchLog(id, { messages: withoutMessage(log.messages, ts) });
}

/** Takes whatever was loaded up to date after a lost connection. */
export async function refreshLog(id) {
  const log = state.logs[id];
  if (!log) return;
  const first = log.messages[0]?.ts;
  if (!first || !log.hasNewer) {
    const limit = Math.min(Math.max(log.messages.length, PAGE), MOST);
    const answer = await page(id, '', { limit });
    if (answer) setPage(id, answer);
  } else {
    await loadAround(id, log.messages[log.messages.length >> 1].ts);
  }
}
