// Notices that the workspace writes itself: joins, topics, names.
import { html } from '../core/dom.js';
import { Mrkdwn, UserMention } from '../text/draw.js';
import { state } from '../core/store.js';

const OWN_WORDS = {
  channel_join: (message, channel) => html`joined ${channel}.${message.inviter && html` Invited by <${UserMention} id=${message.inviter} />.`}`,
  group_join: (message, channel) => OWN_WORDS.channel_join(message, channel),
  channel_leave: (_, channel) => html`left ${channel}.`,
  group_leave: (_, channel) => html`left ${channel}.`,
  channel_topic: (message) => (message.topic ? html`set the channel topic: <${Mrkdwn} text=${message.topic} />` : 'cleared the channel topic'),
  channel_purpose: (message) => (message.purpose ? html`set the channel description: <${Mrkdwn} text=${message.purpose} />` : 'cleared the channel description'),
  channel_name: (message) => html`renamed the channel from “${message.old_name}” to “${message.name}”`,
  channel_archive: () => 'archived the channel',
  channel_unarchive: () => 'unarchived the channel',
};

/** Whether a message is such a notice. */
export function isNotice(message) {
  return Boolean(OWN_WORDS[message.subtype]) || /^(channel|group|pinned|unpinned|bot)_(?!message)/.test(message.subtype || '');
}

/** A notice in words, without the author's name before it. */
export function Notice({ message, channel }) {
  const found = state.channels[channel];
  const words = OWN_WORDS[message.subtype];
  if (words) return html`<span class="notice">${words(message, found?.name ? `#${found.name}` : 'the conversation')}</span>`;
  return html`<span class="notice"><${Mrkdwn} text=${String(message.text || '').replace(/^<@[^>]+>\s*/, '')} /></span>`;
}
