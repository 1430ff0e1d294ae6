// Text on the page: mrkdwn trees and plain text as elements, and who and what is named in them.
import { Fragment, html } from '../core/dom.js';
import { useStore } from '../core/store.js';
import { groupOf, inGroup, personOf } from '../state/people.js';
import { openChannel } from '../state/route.js';
import { showGroup, showPerson } from '../ui/profile.js';
import { SlackDate } from './dates.js';
import { Emoji, emojiNamed, splitTone, withEmoji } from './emoji.js';
import { inline, parse, unescaped } from './mrkdwn.js';
import { safeUrl } from './urls.js';

const MARKS = { bold: 'strong', italic: 'em', strike: 's', code: 'code' };

/** A person who is named; a press shows who that is. */
export function UserMention({ id, label }) {
  const [person, me] = useStore((state) => [personOf(id), state.me]);
  const name = person?.real_name || label || id;
  const kind = id === me ? 'mention mention-me' : 'mention';
  return html`<button type="button" class=${kind} onClick=${(event) => showPerson(event.currentTarget, id)}>@${name}</button>`;
}

/** A channel that is named; a press opens it. One that may not be seen stays unnamed. */
export function ChannelMention({ id, label }) {
  const channel = useStore((state) => state.channels[id]);
  if (!channel) return html`<span class="mention mention-closed" data-tip="You cannot see this channel">#${label || 'private channel'}</span>`;
  return html`<button type="button" class="mention" onClick=${() => openChannel(id)}>#${channel.name}</button>`;
}

export function GroupMention({ id, label }) {
  const group = groupOf(id);
  const name = group ? `@${group.handle}` : label || id;
  const kind = inGroup(id) ? 'mention mention-me' : 'mention';
  return html`<button type="button" class=${kind} onClick=${(event) => showGroup(event.currentTarget, id)}>${name}</button>`;
}

export function Broadcast({ range }) {
  return html`<span class="mention mention-me">@${range}</span>`;
}

/** A link that opens elsewhere; an address that could do harm stays text. */
export function Link({ url, children }) {
  const safe = safeUrl(url);
  const words = children || url;
  if (!safe) return html`<span class="link-refused" data-tip=${url}>${words}</span>`;
  const inside = safe.startsWith(`${location.origin}/`);
  return html`<a class="link" href=${safe} target=${inside ? undefined : '_blank'} rel="noreferrer noopener">${words}</a>`;
}

const DRAWN = {
  text: (node) => withEmoji(node.text),
  link: (node) => html`<${Link} url=${node.url}>${node.label ? withLabel(node.label) : node.url.replace(/^mailto:/, '')}<//>`,
  user: (node) => html`<${UserMention} id=${node.id} label=${node.label} />`,
  channel: (node) => html`<${ChannelMention} id=${node.id} label=${node.label} />`,
  group: (node) => html`<${GroupMention} id=${node.id} label=${node.label} />`,
  broadcast: (node) => html`<${Broadcast} range=${node.range} />`,
  date: (node) => html`<${SlackDate} ...${node} />`,
  emoji: (node) => drawEmoji(node.name),
};

function withLabel(label) {
  return withEmoji(label);
}

/** `:name:` as an emoji; a name that nobody knows stays as it was typed. */
function drawEmoji(name) {
  const [base, tone] = splitTone(name);
  return emojiNamed(base) ? html`<${Emoji} name=${base} tone=${tone} />` : `:${name}:`;
}

function drawNode(node) {
  const mark = MARKS[node.type];
  if (mark) return html`<${mark}>${drawNodes(node.children)}<//>`;
  return DRAWN[node.type](node);
}

export function drawNodes(nodes) {
  return nodes.map((node, index) => html`<${Fragment} key=${index}>${drawNode(node)}<//>`);
}

function drawBlock(node) {
  if (node.type === 'pre') return html`<pre class="pre">${drawNodes(node.children)}</pre>`;
  if (node.type === 'quote') return html`<blockquote class="quote">${drawNodes(node.children)}</blockquote>`;
  return html`<span class="para">${drawNodes(node.children)}</span>`;
}

/** Stored text with mrkdwn in it. */
export function Mrkdwn({ text }) {
  return parse(String(text ?? '')).map((node, index) => html`<${Fragment} key=${index}>${drawBlock(node)}<//>`);
}

/** Mrkdwn in one line, without paragraphs. */
export function MrkdwnLine({ text }) {
  return drawNodes(inline(String(text ?? '').replace(/\s*\n\s*/g, ' ')));
}

const EMOJI_NAMES = /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g;

/** Plain text; emoji names become emoji unless it says not to. */
export function plain(text, emoji = true) {
  const words = unescaped(String(text ?? ''));
  if (!emoji) return words;
  return words.split(EMOJI_NAMES).map((part, index) => html`<${Fragment} key=${index}>${index % 2 ? drawEmoji(part) : withEmoji(part)}<//>`);
}

/** A text object of Block Kit: plain_text or mrkdwn. */
export function Text({ of }) {
  if (!of) return null;
  if (typeof of === 'string') return plain(of);
  return of.type === 'mrkdwn' ? html`<${Mrkdwn} text=${of.text} />` : html`<span class="para">${plain(of.text, of.emoji !== false)}</span>`;
}

/** A text object's words, for labels that are read aloud. */
export function wordsOf(text) {
  return unescaped(typeof text === 'string' ? text : text?.text || '');
}
