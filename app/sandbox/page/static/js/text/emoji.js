// Emoji by Slack's names, from a table that is kept beside the page.
import rows from 'emoji-data';
import { html, steady } from '../core/dom.js';

const TONES = ['', '', '\u{1F3FB}', '\u{1F3FC}', '\u{1F3FD}', '\u{1F3FE}', '\u{1F3FF}'];
const SELECTOR = '\uFE0F';

/** `[category, [{name, names, char, skin}]]`, in the order of the picker. */
export const categories = rows.map(([category, emoji]) => [
  category,
  emoji.map(([names, char, skin]) => ({ name: names.split(' ')[0], names: names.split(' '), char, skin: Boolean(skin) })),
]);

const byName = new Map(categories.flatMap(([, list]) => list.flatMap((each) => each.names.map((name) => [name, each]))));
const byChar = new Map(categories.flatMap(([, list]) => list.map((each) => [plain(each.char), each])));

function plain(char) {
  return char.replaceAll(SELECTOR, '');
}

export function emojiNamed(name) {
  return byName.get(name);
}

/** The character of an emoji in a skin tone, 2 to 6; the plain one where it takes none. */
export function charOf(emoji, tone) {
  if (!emoji.skin || !TONES[tone]) return emoji.char;
  const [first, ...rest] = [...emoji.char];
  return first + TONES[tone] + rest.join('').replace(new RegExp(`^${SELECTOR}`), '');
}

/** `thumbsup::skin-tone-3` as a name and a tone. */
export function splitTone(name) {
  const [base, tone] = name.split('::skin-tone-');
  return [base, Number(tone) || 0];
}

/** What a name stands for; empty for a name that nobody knows here, such as a custom emoji. */
export function characterOf(name, tone = 0) {
  const [base, named] = splitTone(name);
  const emoji = byName.get(base);
  return emoji ? charOf(emoji, tone || named) : '';
}

/** An emoji as it stands in text; one that is not known stays `:name:`, as Slack shows it. */
export const Emoji = steady(({ name, tone = 0, unicode = '' }) => {
  const char = characterOf(name, tone) || fromCodes(unicode);
  const label = `:${name}:`;
  if (!char) return html`<span class="emoji-unknown">${label}</span>`;
  return html`<span class="emoji" role="img" aria-label=${label} data-tip=${label}>${char}</span>`;
});

function fromCodes(unicode) {
  const codes = unicode.split('-').map((code) => Number.parseInt(code, 16));
  const valid = unicode && codes.every((code) => code > 0 && code <= 0x10ffff);
  return valid ? String.fromCodePoint(...codes) : '';
}

const CHARACTERS = /\p{RGI_Emoji}/gv;

/** Text with the emoji characters in it set as emoji. */
export function withEmoji(text) {
  if (!/[^\x00-\u2000]/.test(text)) return text;
  const parts = [];
  let position = 0;
  for (const match of text.matchAll(CHARACTERS)) {
    parts.push(text.slice(position, match.index));
    const name = byChar.get(plain(match[0]))?.name;
    parts.push(html`<span class="emoji" role="img" aria-label=${name ? `:${name}:` : match[0]}>${match[0]}</span>`);
    position = match.index + match[0].length;
  }
  return parts.length ? [...parts, text.slice(position)] : text;
}

/** Emoji whose names begin with, or else contain, what was typed. */
export function findEmoji(typed, most = 8) {
  const wanted = typed.toLowerCase().replaceAll(' ', '_');
  const starts = [];
  const contains = [];
  for (const [, list] of categories) {
    for (const each of list) {
      if (each.names.some((name) => name.startsWith(wanted))) starts.push(each);
      else if (each.names.some((name) => name.includes(wanted))) contains.push(each);
    }
  }
  starts.sort((one, other) => one.name.length - other.name.length);
  return [...starts, ...contains].slice(0, most);
}
