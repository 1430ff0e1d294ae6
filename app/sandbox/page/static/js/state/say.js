// What a person says and does to messages.
import { mine } from '../core/api.js';
import { openPane } from './route.js';
import { channelOf, signedTitle } from './channels.js';
import { whisper } from './ephemeral.js';
import { goTo, patchLog } from './log.js';
import { orTell, sentence } from './notice.js';
import { countEmoji } from './prefs.js';
import { state } from '../core/store.js';

/** Sends what was typed. Answers whether it went out; what did not stays with the writer. */
export async function send(channel, text, { thread = '', broadcast = false, files = [] } = {}) {
  if (isCommand(text) && !files.length) return command(channel, text, thread);
  const body = { text, thread_ts: thread || undefined, broadcast, files: files.map((each) => each.id) };
  const answer = await mine('POST', ['channels', channel, 'messages'], body);
  if (answer.ok && !thread) {
    // Who speaks has read what is there.
    patchLog(channel, { pillClosed: true });
    goTo(channel, 'end');
  }
  return orTell(answer);
}

/** Whether typed words are a command: a slash and a name. A path such as `/var/log` is none. */
export function isCommand(text) {
  return /^\/[a-z][\w-]*(\s|$)/i.test(text);
}

async function command(channel, text, thread) {
  // What it answers shows at the end.
  if (!thread) goTo(channel, 'end');
  const answer = await mine('POST', ['channels', channel, 'commands'], { text, thread_ts: thread || undefined });
  if (answer.ok) return true;
  if (answer.error === 'not_in_threads') refuseInThread(channel, text, thread, answer.message);
  else if (answer.error === 'offline') return orTell(answer);
  else whisper(channel, sentence(answer.message || answer.error), { thread });
  return false;
}

/** Slack refuses commands in threads; a mention of the app with the same words may do. */
function refuseInThread(channel, text, thread, message) {
  const { app } = state.workspace;
  const handle = state.people[app.bot_user]?.name;
  const instead = `@${handle} ${text.replace(/^\S+\s*/, '')}`.trim();
  const ours = app.commands.some((each) => text.startsWith(each.command));
  const hint = ours && handle ? ` Mention the app with the same words instead: \`${instead}\`` : '';
  const actions = hint ? [{ label: `Send “${instead}”`, text: instead, thread }] : [];
  whisper(channel, `${message}${hint}`, { thread, actions });
}

export async function edit(channel, ts, text) {
  return orTell(await mine('PATCH', ['channels', channel, 'messages', ts], { text }));
}

export async function remove(channel, ts) {
  return orTell(await mine('DELETE', ['channels', channel, 'messages', ts]));
}

/** Puts one's emoji on a message, or takes it off. */
export async function toggleReaction(channel, message, name) {
  const mark = message.reactions?.find((each) => each.name === name);
  const method = mark?.users.includes(state.me) ? 'DELETE' : 'PUT';
  if (method === 'PUT') countEmoji(name.split('::')[0]);
  orTell(await mine(method, ['channels', channel, 'messages', message.ts, 'reactions', name]));
}

export async function togglePin(channel, message) {
  const method = isPinned(message, channel) ? 'DELETE' : 'PUT';
  orTell(await mine(method, ['channels', channel, 'messages', message.ts, 'pin']));
}

export function isPinned(message, channel) {
  return Boolean(message.pinned_to?.includes(channel));
}

/** Uses a shortcut of the app: on a message, or from anywhere. */
export async function useShortcut(shortcut, channel = '', ts = '') {
  const body = { callback_id: shortcut.callback_id };
  if (ts) Object.assign(body, { channel, ts });
  return orTell(await mine('POST', ['shortcuts'], body));
}

/** Puts a message's address into the clipboard. */
export async function copyLink(channel, message) {
  const answer = await mine('GET', ['channels', channel, 'messages', message.ts]);
  if (!orTell(answer)) return false;
  try {
    await navigator.clipboard.writeText(answer.permalink);
    return true;
  } catch {
    // Browsers give the clipboard to secure pages only; localhost is one, other hosts may not be.
    whisper(channel, answer.permalink);
    return false;
  }
}

/** Opens what a file holds. */
export function openFile(file) {
  openPane({ kind: 'file', file: file.id });
}

/** What a composer says while it is empty. */
export function placeholderOf(channel, thread) {
  return thread ? 'Reply…' : `Message ${signedTitle(channelOf(channel))}`;
}
