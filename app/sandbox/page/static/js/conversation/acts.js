// What can be done to a message: the bar that shows over it, its menu, and its keys.
import { html } from '../core/dom.js';
import { state, update } from '../core/store.js';
import { markRead, patchChannel } from '../state/channels.js';
import { justBefore } from '../state/clock.js';
import { removeEphemeral } from '../state/ephemeral.js';
import { patchLog } from '../state/log.js';
import { toast } from '../state/notice.js';
import { usedEmoji } from '../state/prefs.js';
import { openThread } from '../state/route.js';
import { copyLink, isPinned, remove, togglePin, toggleReaction, useShortcut } from '../state/say.js';
import { mine } from '../core/api.js';
import { Emoji } from '../text/emoji.js';
import { IconButton } from '../ui/icon.js';
import { confirmDialog } from '../ui/layer.js';
import { openMenu } from '../ui/menu.js';
import { openEmoji } from '../ui/picker.js';
import { Content } from './content.js';
import { isNotice } from './system.js';

const QUICK = 3;

export function isOwn(message) {
  return message.user === state.me && !message.bot_id && !isNotice(message) && message.subtype !== 'tombstone';
}

/** Where a message stands, for the one that is being edited: it may show in both columns. */
export function editKey(message, inThread) {
  return `${inThread ? 'thread' : 'main'}:${message.ts}`;
}

async function askRemove(message, channel) {
  const yes = await confirmDialog({
    title: 'Delete message', yes: 'Delete', danger: true,
    text: html`<p>Are you sure you want to delete this message? This cannot be undone.</p><div class="quoted-message"><${Content} message=${message} channel=${channel} /></div>`,
  });
  if (yes) remove(channel, message.ts);
}

async function markUnread(message, channel) {
  const ts = justBefore(message.ts);
  patchLog(channel, { newFrom: ts, heldUnread: true });
  const answer = await mine('POST', ['channels', channel, 'read'], { ts });
  if (answer.ok) patchChannel(channel, { last_read: ts, unread_count: 1 });
}

/** What can be done to a message, by key. */
function acts(message, channel, inThread) {
  const own = isOwn(message);
  const parent = message.thread_ts || message.ts;
  const readable = message.subtype !== 'tombstone';
  return {
    e: own && (() => update({ editing: editKey(message, inThread) })),
    t: !inThread && (() => openThread(channel, parent, parent === message.ts ? '' : message.ts)),
    p: readable && (() => togglePin(channel, message)),
    u: !inThread && (() => markUnread(message, channel)),
    l: async () => (await copyLink(channel, message)) && toast('Link copied'),
    Delete: own && (() => askRemove(message, channel)),
  };
}

/** Does what a key on a focused message means; false if it means nothing. */
export function messageKey(event, message, channel, inThread) {
  if (event.ctrlKey || event.metaKey || event.altKey || message.is_ephemeral) return false;
  if (event.key === 'r') {
    openEmoji(event.currentTarget, (name) => toggleReaction(channel, message, name), { place: 'below' });
    return true;
  }
  const act = acts(message, channel, inThread)[event.key === 'Backspace' ? 'Delete' : event.key];
  act?.();
  return Boolean(act);
}

/** The whole menu of a message; `anchor` is what it opens beside. */
export function openMessageMenu(anchor, message, channel, inThread) {
  const can = acts(message, channel, inThread);
  const { app } = state.workspace;
  const shortcuts = app.shortcuts.filter((each) => each.type === 'message');
  openMenu(anchor, 'More actions', [
    can.t && { label: 'Reply in thread', icon: 'reply', key: 'T', act: can.t },
    can.u && { label: 'Mark unread', icon: 'unread', key: 'U', act: can.u },
    can.p && { label: isPinned(message, channel) ? 'Unpin from this channel' : 'Pin to this channel', icon: 'pin', key: 'P', act: can.p },
    { label: 'Copy link', icon: 'link', key: 'L', act: can.l },
    shortcuts.length && '-',
    shortcuts.length && { heading: 'Message shortcuts' },
    ...shortcuts.map((each) => ({ label: each.name, hint: app.name, icon: 'bolt', act: () => useShortcut(each, channel, message.ts) })),
    can.e && '-',
    can.e && { label: 'Edit message', icon: 'edit', key: 'E', act: can.e },
    can.Delete && { label: 'Delete message…', icon: 'trash', key: 'Del', danger: true, act: can.Delete },
  ], { align: 'end' });
}

/** The bar over the message that the pointer or the focus is on. */
export function MessageBar({ message, channel, inThread }) {
  if (message.is_ephemeral) {
    return html`<div class="message-bar" role="toolbar" aria-label="Message actions"><${IconButton} icon="close" label="Dismiss" onClick=${() => removeEphemeral(channel, message.ts, true)} /></div>`;
  }
  if (message.subtype === 'tombstone') return null;
  const react = (name) => toggleReaction(channel, message, name);
  const can = acts(message, channel, inThread);
  return html`<div class="message-bar" role="toolbar" aria-label="Message actions">
    ${usedEmoji().slice(0, QUICK).map((name) => html`<button key=${name} type="button" class="icon-button quick-emoji" aria-label=${`React with :${name}:`} onClick=${() => react(name)}><${Emoji} name=${name} /></button>`)}
    <${IconButton} icon="smileplus" label="Add reaction…" onClick=${(event) => openEmoji(event.currentTarget, react, { place: 'below', align: 'end' })} />
    ${can.t && html`<${IconButton} icon="reply" label="Reply in thread" onClick=${can.t} />`}
    ${can.e && html`<${IconButton} icon="edit" label="Edit message" onClick=${can.e} />`}
    <${IconButton} icon="more" label="More actions" aria-haspopup="menu" onClick=${(event) => openMessageMenu(event.currentTarget, message, channel, inThread)} />
  </div>`;
}

/** After reading to the end everything is read, unless one marked it unread just now. */
export function readToEnd(channel, log) {
  const last = log.messages.at(-1);
  if (last && !log.hasNewer && !log.heldUnread && document.visibilityState === 'visible') markRead(channel, last.ts);
}
