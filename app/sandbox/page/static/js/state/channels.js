// The conversations of the person: names, unread marks, and keeping them up to date.
import { mine } from '../core/api.js';
import { put, state, update } from '../core/store.js';
import { nameOf, personOf } from './people.js';

export function channelOf(id) {
  return state.channels[id];
}

/** The other side of a direct message of two; oneself where one writes to oneself. */
export function partnerOf(channel) {
  const users = channel.users || [];
  return users.find((user) => user !== state.me) || state.me;
}

/** What a conversation is called, without a sign before it. */
export function titleOf(channel) {
  if (!channel) return '';
  if (channel.kind === 'im') return nameOf(partnerOf(channel));
  if (channel.kind === 'mpim') {
    return channel.users.filter((user) => user !== state.me).map(nameOf).join(', ');
  }
  return channel.name;
}

/** The same with a `#` for channels. */
export function signedTitle(channel) {
  return channel && isNamed(channel) ? `#${channel.name}` : titleOf(channel);
}

export function isNamed(channel) {
  return channel.kind === 'channel' || channel.kind === 'group';
}

/** Whether it is the direct message with an app. */
export function isAppDm(channel) {
  return channel.kind === 'im' && Boolean(personOf(partnerOf(channel))?.is_bot);
}

/** The conversation that a `#name` means, if one is known. */
export function channelNamed(name) {
  return Object.values(state.channels).find((each) => each.name === name);
}

export function setChannels(list) {
  update({ channels: Object.fromEntries(list.map((each) => [each.id, each])) });
}

export function patchChannel(id, changes) {
  const channel = state.channels[id];
  if (channel) put('channels', id, { ...channel, ...changes });
}

/** What is being loaded: an id, or `all`, to what is noted meanwhile. */
const flights = new Map();

/**
 * Loads something once at a time, and once more when something happened meanwhile: an answer that
 * was made before a message came would otherwise take its unread mark away again.
 */
function loadOnce(key, load) {
  const flight = flights.get(key);
  if (flight) {
    flight.again = true;
    return flight.done;
  }
  const made = { again: false };
  flights.set(key, made);
  made.done = (async () => {
    let answer;
    do {
      made.again = false;
      answer = await load();
    } while (made.again);
    flights.delete(key);
    return answer;
  })();
  return made.done;
}

function happened(id) {
  for (const key of [id, 'all']) {
    const flight = flights.get(key);
    if (flight) flight.again = true;
  }
}

/** Loads the list of conversations anew. */
export function reloadChannels() {
  return loadOnce('all', async () => {
    const answer = await mine('GET', ['channels']);
    if (answer.ok) setChannels(answer.channels);
    return answer;
  });
}

/** Loads one conversation anew. */
export function reloadChannel(id) {
  return loadOnce(id, async () => {
    const answer = await mine('GET', ['channels', id]);
    if (answer.ok) {
      put('channels', id, answer.channel);
      put('members', id, answer.members);
    } else if (answer.error === 'channel_not_found') {
      put('channels', id, undefined);
    }
    return answer;
  });
}

/** Opens the direct message with people; answers the conversation's id, or an empty text. */
export async function openDm(users) {
  const answer = await mine('POST', ['dms'], { users });
  if (!answer.ok) return '';
  put('channels', answer.channel.id, answer.channel);
  return answer.channel.id;
}

/** Whether a message calls this person by name, by group, or everyone. */
export function mentionsMe(message) {
  const text = JSON.stringify([message.text, message.blocks || []]);
  if (text.includes(`<@${state.me}`) || text.includes(`"user_id":"${state.me}"`)) return true;
  return /<!(here|channel|everyone)|"type":"broadcast"/.test(text);
}

/** Counts a message that nobody has read here yet. */
export function countUnread(id, message) {
  happened(id);
  const channel = state.channels[id];
  if (!channel?.is_member || message.user === state.me) return;
  if (/^channel_|^group_/.test(message.subtype || '')) return;
  const called = channel.kind === 'im' || mentionsMe(message);
  patchChannel(id, {
    unread_count: channel.unread_count + 1,
    mention_count: channel.mention_count + (called ? 1 : 0),
    latest_ts: message.ts,
  });
}

/** Tells the sandbox how far one has read. */
export function markRead(id, ts) {
  const channel = state.channels[id];
  if (!channel?.is_member || (channel.last_read >= ts && !channel.unread_count)) return;
  happened(id);
  patchChannel(id, { unread_count: 0, mention_count: 0, last_read: ts });
  mine('POST', ['channels', id, 'read'], { ts });
}
