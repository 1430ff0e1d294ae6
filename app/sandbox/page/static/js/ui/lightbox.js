// One picture, large, over everything.
import { html } from '../core/dom.js';
import { IconButton } from './icon.js';
import { openDialog } from './layer.js';

export function showPicture(address, alt) {
  openDialog((close) => html`<div class="lightbox" role="dialog" aria-modal="true" aria-label=${alt || 'Picture'} onClick=${(event) => event.target.tagName !== 'IMG' && close()}>
    <div class="lightbox-head"><span>${alt}</span>
      <a class="icon-button" href=${address} download aria-label="Download" data-tip="Download">${'\u2913'}</a>
      <${IconButton} icon="close" label="Close" onClick=${close} data-autofocus /></div>
    <img src=${address} alt=${alt || ''} />
  </div>`);
}
