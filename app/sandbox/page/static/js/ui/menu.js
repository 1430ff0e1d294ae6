// Menus: lists of things to do, with arrow keys and first letters.
import { html, useRef } from '../core/dom.js';
import { Icon } from './icon.js';
import { closePopover, openPopover } from './layer.js';

/** Moves the focus among a menu's items. */
export function arrowKeys(event, selector = '[role^="menuitem"], [role="option"]') {
  const items = [...event.currentTarget.querySelectorAll(selector)].filter((each) => !each.disabled);
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined || !items.length) return;
  event.preventDefault();
  items[(to + items.length) % items.length].focus();
}

function Entry({ item }) {
  if (item === '-') return html`<div class="menu-line" role="separator"></div>`;
  if (item.heading) return html`<div class="menu-heading">${item.heading}</div>`;
  const choose = () => {
    closePopover({ refocus: !item.moves });
    item.act();
  };
  const role = item.checked === undefined ? 'menuitem' : 'menuitemradio';
  return html`<button type="button" class=${`menu-item ${item.danger ? 'menu-danger' : ''}`} role=${role} aria-checked=${item.checked} disabled=${item.disabled} onClick=${choose}>
    ${item.before || (item.icon && html`<${Icon} name=${item.icon} />`)}
    <span class="menu-words"><span class="menu-label">${item.label}</span>${item.hint && html`<span class="menu-hint">${item.hint}</span>`}</span>
    ${item.checked && html`<${Icon} name="check" />`}${item.key && html`<kbd>${item.key}</kbd>`}
  </button>`;
}

function Menu({ items, label, head }) {
  const list = useRef();
  return html`${head}<div ref=${list} class="menu" role="menu" aria-label=${label} onKeyDown=${arrowKeys}>
    ${items.filter(Boolean).map((item, index) => html`<${Entry} key=${index} item=${item} />`)}
  </div>`;
}

/** Opens a menu beside an element: items are `{label, act, icon, hint, key, danger}`, `'-'`, or a heading. */
export function openMenu(anchor, label, items, options = {}) {
  openPopover(anchor, () => html`<${Menu} items=${items} label=${label} head=${options.head} />`, options);
}
