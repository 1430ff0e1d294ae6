// The emoji picker.
import { html, useMemo, useRef, useState } from '../core/dom.js';
import { setSkinTone, skinTone, usedEmoji } from '../state/prefs.js';
import { categories, charOf, emojiNamed, findEmoji } from '../text/emoji.js';
import { Icon } from './icon.js';
import { closePopover, openPopover } from './layer.js';

const FACES = ['😀', '👋', '🐱', '🍎', '✈️', '⚽', '💡', '❤️', '🏁'];
const TONES = [0, 2, 3, 4, 5, 6];
const FOUND = 72;

function Cell({ emoji, tone, pick, look }) {
  return html`<button type="button" class="picker-cell" tabindex="-1" aria-label=${`:${emoji.name}:`} onClick=${() => pick(emoji)} onPointerEnter=${() => look(emoji)} onFocus=${() => look(emoji)}><span class="emoji">${charOf(emoji, tone)}</span></button>`;
}

/** Arrow keys among the cells, wherever the next row begins. */
function moveAmong(event) {
  const cells = [...event.currentTarget.querySelectorAll('.picker-cell')];
  const at = cells.indexOf(document.activeElement);
  const columns = 9;
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at < 0 ? 0 : at + columns, ArrowUp: at - columns }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  if (to < 0) event.currentTarget.querySelector('input').focus();
  else cells[Math.min(to, cells.length - 1)]?.focus();
}

function Picker({ choose }) {
  const [typed, setTyped] = useState('');
  const [tone, setTone] = useState(skinTone());
  const [seen, setSeen] = useState(null);
  const scroll = useRef();
  const used = useMemo(() => usedEmoji().map(emojiNamed).filter(Boolean), []);
  const found = typed ? findEmoji(typed, FOUND) : null;
  const pick = (emoji) => {
    closePopover();
    choose(emoji.skin && tone ? `${emoji.name}::skin-tone-${tone}` : emoji.name);
  };
  const cell = (emoji) => html`<${Cell} key=${emoji.name} emoji=${emoji} tone=${tone} pick=${pick} look=${setSeen} />`;
  const keys = (event) => {
    if (event.key === 'Enter' && document.activeElement.tagName === 'INPUT' && found?.[0]) {
      event.preventDefault();
      pick(found[0]);
    } else if (event.target.tagName !== 'INPUT' || ['ArrowDown', 'ArrowUp'].includes(event.key)) {
      moveAmong(event);
    }
  };
  return html`<div class="picker" onKeyDown=${keys}>
    <div class="picker-tabs" role="toolbar" aria-label="Categories">${categories.map(([name], index) => html`<button key=${name} type="button" tabindex="-1" aria-label=${name} data-tip=${name} onClick=${() => {
      setTyped('');
      scroll.current.querySelector(`[data-category="${index}"]`)?.scrollIntoView();
    }}><span class="emoji">${FACES[index]}</span></button>`)}</div>
    <div class="picker-search"><${Icon} name="search" size=${16} /><input type="text" data-autofocus placeholder="Search all emoji" aria-label="Search all emoji" value=${typed} onInput=${(event) => setTyped(event.target.value)} /></div>
    <div ref=${scroll} class="picker-scroll">
      ${found ? html`<div class="picker-grid">${found.map(cell)}</div>${!found.length && html`<p class="muted picker-none">No emoji is called that</p>`}` : html`
        <h4>Frequently used</h4><div class="picker-grid">${used.map(cell)}</div>
        ${categories.map(([name, list], index) => html`<section key=${name} data-category=${index}><h4>${name}</h4><div class="picker-grid">${list.map(cell)}</div></section>`)}`}
    </div>
    <div class="picker-foot"><span class="picker-seen">${seen ? html`<span class="emoji">${charOf(seen, tone)}</span> :${seen.name}:` : 'Pick an emoji'}</span>
      <span class="picker-tones" role="radiogroup" aria-label="Skin tone">${TONES.map((each) => html`<button key=${each} type="button" role="radio" aria-checked=${tone === each} aria-label=${each ? `Skin tone ${each}` : 'No skin tone'} onClick=${() => {
        setTone(each);
        setSkinTone(each);
      }}><span class="emoji">${charOf(emojiNamed('hand'), each)}</span></button>`)}</span></div>
  </div>`;
}

/** Opens the picker beside an element; `choose` gets the name. */
export function openEmoji(anchor, choose, options = {}) {
  openPopover(anchor, () => html`<${Picker} choose=${choose} />`, { kind: 'picker', label: 'Emoji', role: 'dialog', place: 'above', ...options });
}
