// The frame of the column beside the conversation.
import { html } from '../core/dom.js';
import { IconButton } from './icon.js';

export function Pane({ title, sub, onClose, children, kind = '', tools }) {
  return html`<aside class=${`pane ${kind}`} aria-label=${title}>
    <header class="pane-head"><div class="pane-names"><h2>${title}</h2>${sub}</div><span class="grow"></span>${tools}<${IconButton} icon="close" label=${`Close ${title.toLowerCase()}`} onClick=${onClose} /></header>
    ${children}
  </aside>`;
}
