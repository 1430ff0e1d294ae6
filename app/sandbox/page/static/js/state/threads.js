// Threads that are open, or were: a parent and all its replies.
import { mine } from '../core/api.js';
import { put, state } from '../core/store.js';
import { withMessage, withoutMessage } from './merge.js';

export function threadKey(channel, ts) {
  return `${channel}:${ts}`;
}

/** How many things have happened in each thread; a thread is asked for again when some did meanwhile. */
const happenings = new Map();
const TRIES = 4;

export async function loadThread(channel, ts) {
  const key = threadKey(channel, ts);
  let answer;
  let before;
  let left = TRIES;
  do {
    before = happenings.get(key);
    left -= 1;
    answer = await mine('GET', ['channels', channel, 'messages', ts, 'thread']);
  } while (answer.ok && left && before !== happenings.get(key));
  put('threads', key, {
    messages: answer.ok ? answer.messages : state.threads[key]?.messages || [],
    failed: answer.ok ? '' : answer.message,
  });
  return answer;
}

function change(key, messages) {
  put('threads', key, { ...state.threads[key], messages });
}

/** A reply, or a parent, that is new or is another now. */
export function putInThread(channel, message) {
  const key = threadKey(channel, message.thread_ts || message.ts);
  happenings.set(key, (happenings.get(key) || 0) + 1);
  const thread = state.threads[key];
  if (thread) change(key, withMessage(thread.messages, message));
}

export function takeFromThreads(channel, ts) {
  for (const [key, thread] of Object.entries(state.threads)) {
    if (key.startsWith(`${channel}:`) && thread.messages.some((each) => each.ts === ts)) {
      change(key, withoutMessage(thread.messages, ts));
    }
  }
}
