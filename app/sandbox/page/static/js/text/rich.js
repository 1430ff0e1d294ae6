// Slack's rich text blocks on the page.
import { Fragment, classes, html } from '../core/dom.js';
import { SlackDate } from './dates.js';
import { Broadcast, ChannelMention, GroupMention, Link, UserMention } from './draw.js';
import { Emoji, withEmoji } from './emoji.js';

const STYLES = [['bold', 'strong'], ['italic', 'em'], ['strike', 's'], ['underline', 'u'], ['code', 'code']];

/** Elements of text, by type. The types of KnownBlock.schema.json; a test holds them to it. */
export const INLINE = {
  text: (element) => withEmoji(element.text ?? ''),
  emoji: (element) => html`<${Emoji} name=${element.name} tone=${element.skin_tone || 0} unicode=${element.unicode || ''} />`,
  link: (element) => html`<${Link} url=${element.url}>${element.text || element.url}<//>`,
  user: (element) => html`<${UserMention} id=${element.user_id} />`,
  channel: (element) => html`<${ChannelMention} id=${element.channel_id} />`,
  usergroup: (element) => html`<${GroupMention} id=${element.usergroup_id} />`,
  team: (element) => html`<span class="mention">${element.team_id}</span>`,
  broadcast: (element) => html`<${Broadcast} range=${element.range} />`,
  date: (element) => html`<${SlackDate} timestamp=${element.timestamp} pattern=${element.format || ''} fallback=${element.fallback} url=${element.url} />`,
  color: (element) => html`<span class="color"><${Swatch} value=${element.value} />${element.value}</span>`,
};

function Swatch({ value }) {
  const colour = /^#[0-9a-f]{3,8}$/i.test(value || '') ? value : 'transparent';
  return html`<span class="color-swatch" style=${{ background: colour }}></span>`;
}

function styled(element, drawn) {
  return STYLES.reduce((inner, [style, tag]) => (element.style?.[style] ? html`<${tag}>${inner}<//>` : inner), drawn);
}

function drawInline(elements) {
  return (elements || []).map((element, index) => {
    const draw = INLINE[element.type] || unknownInline;
    return html`<${Fragment} key=${index}>${styled(element, draw(element))}<//>`;
  });
}

function unknownInline(element) {
  return html`<span class="unknown-inline" data-tip=${`Unknown element: ${element.type}`}>${element.text || element.fallback || `[${element.type}]`}</span>`;
}

/** Parts of a rich text block, by type. */
export const PARTS = {
  rich_text_section: (part) => html`<div class="rich-section">${drawInline(part.elements)}</div>`,
  rich_text_preformatted: (part) => html`<pre class="pre">${drawInline(part.elements)}</pre>`,
  rich_text_quote: (part) => html`<blockquote class="quote">${drawInline(part.elements)}</blockquote>`,
  rich_text_list: (part, start) => list(part, start),
};

function list(part, start) {
  const tag = part.style === 'ordered' ? 'ol' : 'ul';
  const depth = Math.min(Math.max(part.indent || 0, 0), 8);
  const items = (part.elements || []).map((item, index) => html`<li key=${index}>${drawInline(item.elements)}</li>`);
  const kind = classes('rich-list', `rich-indent-${depth}`, part.border === 1 && 'rich-border');
  return html`<${tag} class=${kind} start=${tag === 'ol' ? start : undefined}>${items}<//>`;
}

/** Where each ordered list begins to count: it goes on after a deeper list that interrupts it, not after bullets. */
function starts(parts) {
  const counts = [];
  return parts.map((part) => {
    if (part.type !== 'rich_text_list') {
      counts.length = 0;
      return 1;
    }
    const depth = part.indent || 0;
    counts.length = depth + 1;
    const before = counts[depth]?.style === part.style ? counts[depth].last : 0;
    const from = before + 1 + (part.offset || 0);
    counts[depth] = { style: part.style, last: from - 1 + (part.elements || []).length };
    return from;
  });
}

/** A rich text block. */
export function RichText({ block }) {
  const parts = block?.elements || [];
  const begins = starts(parts);
  return html`<div class="rich">${parts.map((part, index) => {
    const draw = PARTS[part.type] || ((each) => html`<div class="rich-section">${unknownInline(each)}</div>`);
    return html`<${Fragment} key=${index}>${draw(part, begins[index])}<//>`;
  })}</div>`;
}

/** Whether a message is nothing but a few emoji: then they are shown large. */
export function isJumbo(blocks) {
  if (blocks?.length !== 1 || blocks[0].type !== 'rich_text') return false;
  const [section, ...more] = blocks[0].elements;
  if (more.length || section?.type !== 'rich_text_section') return false;
  const solid = section.elements.filter((each) => each.type !== 'text' || each.text.trim());
  return solid.length > 0 && solid.length <= 23 && solid.every((each) => each.type === 'emoji' || /^(\p{RGI_Emoji}|\s)+$/v.test(each.text || ''));
}
