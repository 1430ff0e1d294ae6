// One message in a conversation or a thread.
import { classes, html, steady, useState } from '../core/dom.js';
import { state, update, useStore } from '../core/store.js';
import { openAddress, openThread } from '../state/route.js';
import { removeEphemeral } from '../state/ephemeral.js';
import { authorOf, isMe, nameOf } from '../state/people.js';
import { edit, send, toggleReaction } from '../state/say.js';
import { ago, fullTime, shortTime, timeOf } from '../text/dates.js';
import { dateOf } from '../state/clock.js';
import { Emoji, splitTone } from '../text/emoji.js';
import { typedText } from '../text/typed.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { openEmoji } from '../ui/picker.js';
import { showPerson } from '../ui/profile.js';
import { MessageBar, editKey, messageKey } from './acts.js';
import { Content } from './content.js';
import { Editor } from './editor.js';

function names(users) {
  const known = users.map((user) => (isMe(user) ? 'You' : nameOf(user)));
  return known.length > 1 ? `${known.slice(0, -1).join(', ')} and ${known.at(-1)}` : known[0];
}

function Reaction({ mark, message, channel }) {
  const [name, tone] = splitTone(mark.name);
  const own = mark.users.includes(state.me);
  const says = `${names(mark.users)} reacted with :${mark.name}:`;
  return html`<button type="button" class=${classes('reaction', own && 'reaction-own')} aria-pressed=${own} aria-label=${`${mark.count} :${mark.name}: — ${says}`} data-tip=${says} onClick=${() => toggleReaction(channel, message, mark.name)}>
    <${Emoji} name=${name} tone=${tone} /><span class="reaction-count">${mark.count}</span></button>`;
}

function Reactions({ message, channel }) {
  if (!message.reactions?.length) return null;
  return html`<div class="reactions">${message.reactions.map((mark) => html`<${Reaction} key=${mark.name} mark=${mark} message=${message} channel=${channel} />`)}
    <button type="button" class="reaction reaction-add" aria-label="Add reaction…" data-tip="Add reaction…" onClick=${(event) => openEmoji(event.currentTarget, (name) => toggleReaction(channel, message, name))}><${Icon} name="smileplus" size=${16} /></button></div>`;
}

/** How many replies there are, by whom, and when the last came. */
function ThreadSummary({ message, channel }) {
  const count = message.reply_count;
  if (!count) return null;
  const last = message.latest_reply ? ago(dateOf(message.latest_reply)) : '';
  return html`<button type="button" class="thread-summary" onClick=${() => openThread(channel, message.ts)}>
    <span class="thread-faces">${(message.reply_users || []).slice(0, 5).map((user) => html`<${Avatar} key=${user} id=${user} size=${24} />`)}</span>
    <span class="thread-count">${count} ${count === 1 ? 'reply' : 'replies'}</span><span class="thread-last">Last reply ${last}</span><span class="thread-view">View thread</span></button>`;
}

function EditBox({ message, channel }) {
  const [text, setText] = useState(() => typedText(message.text));
  const close = () => update({ editing: '' });
  async function save() {
    const words = text.trim();
    if (!words) return;
    if (words === typedText(message.text) || (await edit(channel, message.ts, words))) close();
  }
  return html`<div class="edit-box"><div class="composer"><${Editor} text=${text} change=${setText} submit=${save} cancel=${close} label="Edit message" focus commands=${false} />
    <div class="composer-foot"><span class="grow"></span><button type="button" class="button button-small" onClick=${close}>Cancel</button><button type="button" class="button button-small button-primary" disabled=${!text.trim()} onClick=${save}>Save</button></div></div></div>`;
}

function Head({ message, channel, author }) {
  return html`<div class="message-head">
    <button type="button" class="message-author" onClick=${(event) => showPerson(event.currentTarget, author.id)}>${author.name}</button>
    ${author.isApp && html`<span class="badge-app">APP</span>`}
    <a class="message-time" href=${`/archives/${channel}/p${message.ts.replace('.', '')}`} data-tip=${fullTime(message.ts)} aria-label=${fullTime(message.ts)} tabindex="-1">${timeOf(message.ts)}</a>
  </div>`;
}

function LocalActs({ message, channel }) {
  return html`<div class="block-actions">${message.local_actions.map((each) => html`<button key=${each.label} type="button" class="block-button" onClick=${() => {
    removeEphemeral(channel, message.ts, true);
    // What was refused waits in the composer; this goes in its place.
    update({ compose: { key: `${channel}:${each.thread}`, text: '' } });
    send(channel, each.text, { thread: each.thread });
  }}>${each.label}</button>`)}</div>`;
}

function Broadcast({ message, channel }) {
  const text = message.root?.text || 'a thread';
  return html`<div class="broadcast">replied to a thread: <button type="button" class="link" onClick=${() => openThread(channel, message.thread_ts, message.ts)}>${text.length > 80 ? `${text.slice(0, 79)}…` : text}</button></div>`;
}

/** Links into this workspace are followed here. */
function followInside(event) {
  const link = event.target.closest?.('a[href]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.hasAttribute('download')) return;
  if (openAddress(link.href)) event.preventDefault();
}

/**
 * A message. `compact`: it follows another of the same author; `active`: the bar shows over it;
 * `activate` is told when the pointer or the focus comes to it.
 */
export const Message = steady(({ message, channel, compact, active, activate, inThread = false, flash = false, still = false }) => {
  const author = authorOf(message);
  const editing = useStore((now) => now.editing === editKey(message, inThread));
  const pinned = message.pinned_info;
  const own = message.reactions?.some((mark) => mark.users.includes(state.me));
  const kind = classes('message', compact && 'compact', active && 'active', message.is_ephemeral && 'ephemeral', pinned && !inThread && 'pinned', editing && 'editing', flash && 'flash', own && 'marked');
  const keys = (event) => {
    if (event.target === event.currentTarget && messageKey(event, message, channel, inThread)) event.preventDefault();
  };
  return html`<div class=${kind} role="listitem" data-ts=${message.ts} tabindex="-1" aria-label=${`${author.name}, ${timeOf(message.ts)}`} onPointerEnter=${() => activate?.(message.ts)} onFocusIn=${() => activate?.(message.ts)} onKeyDown=${keys} onClick=${followInside}>
    ${pinned && !inThread && html`<div class="message-note"><${Icon} name="pin" size=${14} />Pinned by ${isMe(pinned.pinned_by) ? 'you' : nameOf(pinned.pinned_by)}</div>`}
    ${message.is_ephemeral && html`<div class="message-note"><${Icon} name="info" size=${14} />Only visible to you</div>`}
    <div class="message-gutter">${compact ? html`<span class="message-hour" data-tip=${fullTime(message.ts)}>${shortTime(message.ts)}</span>` : html`<button type="button" class="message-face" tabindex="-1" aria-hidden="true" onClick=${(event) => showPerson(event.currentTarget, author.id)}><${Avatar} id=${author.id} size=${36} name=${author.name} image=${author.image} emoji=${author.emoji} /></button>`}</div>
    <div class="message-body">
      ${!compact && html`<${Head} message=${message} channel=${channel} author=${author} />`}
      ${message.subtype === 'thread_broadcast' && !inThread && html`<${Broadcast} message=${message} channel=${channel} />`}
      ${editing ? html`<${EditBox} message=${message} channel=${channel} />` : html`<${Content} message=${message} channel=${channel} />`}
      ${message.local_actions?.length > 0 && html`<${LocalActs} message=${message} channel=${channel} />`}
      <${Reactions} message=${message} channel=${channel} />
      ${!inThread && html`<${ThreadSummary} message=${message} channel=${channel} />`}
    </div>
    ${active && !editing && !still && html`<${MessageBar} message=${message} channel=${channel} inThread=${inThread} />`}
  </div>`;
});
