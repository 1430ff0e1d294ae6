// Between what a person types and what Slack keeps: mentions by name, rich text by its marks.
import { channelNamed } from '../state/channels.js';
import { groupOf, personOf } from '../state/people.js';
import { state } from '../core/store.js';
import { parse, unescaped } from './mrkdwn.js';

/** A stored text as one would have typed it, to edit it. */
export function typedText(text) {
  return unescaped(String(text || '').replace(/<([^<>\n]+)>/g, (token, inside) => typedToken(inside) ?? token).replace(/^([ \t]*)• /gm, '$1- '));
}

function typedToken(inside) {
  const [target, label] = inside.split('|');
  const id = target.slice(1);
  if (target[0] === '@') return personOf(id) ? `@${personOf(id).name}` : null;
  if (target[0] === '#') return state.channels[id] ? `#${state.channels[id].name}` : null;
  if (/^!(here|channel|everyone)$/.test(target)) return `@${id}`;
  if (target.startsWith('!subteam^')) return groupOf(target.slice(9)) ? `@${groupOf(target.slice(9)).handle}` : null;
  return /^https?:/.test(target) && (!label || label === target) ? target : null;
}

const NAME = /(?<![\w@#/&.])([@#])([\w.-]*\w)/g;

/** Names after `@` and `#` as the references that Slack keeps. */
function withReferences(text) {
  return text.replace(NAME, (token, sign, name) => {
    if (sign === '#') return channelNamed(name) ? `<#${channelNamed(name).id}>` : token;
    if (['here', 'channel', 'everyone'].includes(name)) return `<!${name}>`;
    const person = Object.values(state.people).find((each) => each.name === name.toLowerCase());
    return person ? `<@${person.id}>` : token;
  });
}

const STYLES = { bold: 'bold', italic: 'italic', strike: 'strike', code: 'code' };

function elements(nodes, style = {}) {
  const styled = (element) => (Object.keys(style).length ? { ...element, style } : element);
  return nodes.flatMap((node) => {
    if (STYLES[node.type]) return elements(node.children, { ...style, [STYLES[node.type]]: true });
    switch (node.type) {
      case 'text': return [styled({ type: 'text', text: node.text })];
      case 'link': return [styled({ type: 'link', url: node.url, ...(node.label ? { text: node.label } : {}) })];
      case 'user': return [styled({ type: 'user', user_id: node.id })];
      case 'channel': return [styled({ type: 'channel', channel_id: node.id })];
      case 'group': return [styled({ type: 'usergroup', usergroup_id: node.id })];
      case 'broadcast': return [styled({ type: 'broadcast', range: node.range })];
      case 'emoji': return [styled({ type: 'emoji', name: node.name })];
      default: return [styled({ type: 'text', text: node.fallback || '' })];
    }
  });
}

function part(node) {
  if (node.type === 'pre') return { type: 'rich_text_preformatted', elements: elements(node.children), border: 0 };
  if (node.type === 'quote') return { type: 'rich_text_quote', elements: elements(node.children) };
  if (node.type === 'list') {
    const items = node.items.map((item) => ({ type: 'rich_text_section', elements: elements(item) }));
    return { type: 'rich_text_list', style: node.ordered ? 'ordered' : 'bullet', indent: node.indent, border: 0, elements: items };
  }
  return { type: 'rich_text_section', elements: elements(node.children) };
}

/** The rich text block of what was typed. */
export function richOf(text) {
  return { type: 'rich_text', elements: parse(withReferences(text), { lists: true }).map(part) };
}

const MARKS = [['code', '`'], ['bold', '*'], ['italic', '_'], ['strike', '~']];

function typedElement(element) {
  const words = {
    text: () => element.text,
    link: () => element.url,
    user: () => `@${personOf(element.user_id)?.name || element.user_id}`,
    channel: () => `#${state.channels[element.channel_id]?.name || element.channel_id}`,
    usergroup: () => `@${groupOf(element.usergroup_id)?.handle || element.usergroup_id}`,
    broadcast: () => `@${element.range}`,
    emoji: () => `:${element.name}:`,
    date: () => element.fallback || '',
  }[element.type]?.() ?? '';
  return MARKS.reduce((inner, [style, mark]) => (element.style?.[style] ? `${mark}${inner}${mark}` : inner), words);
}

function typedLine(elementList) {
  return (elementList || []).map(typedElement).join('');
}

/** A rich text block as one would have typed it. */
export function typedOf(block) {
  return (block?.elements || []).map((each) => {
    if (each.type === 'rich_text_preformatted') return `\`\`\`\n${typedLine(each.elements)}\n\`\`\``;
    if (each.type === 'rich_text_quote') return typedLine(each.elements).replace(/^/gm, '> ');
    if (each.type !== 'rich_text_list') return typedLine(each.elements);
    const indent = '    '.repeat(each.indent || 0);
    return each.elements.map((item, index) => `${indent}${each.style === 'ordered' ? `${index + 1}.` : '-'} ${typedLine(item.elements)}`).join('\n');
  }).join('\n');
}
