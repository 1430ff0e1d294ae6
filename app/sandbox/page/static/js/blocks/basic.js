// The blocks that most messages and forms are made of.
import { classes, html, useContext } from '../core/dom.js';
import { Text, plain, wordsOf } from '../text/draw.js';
import { Markdown } from '../text/markdown.js';
import { RichText } from '../text/rich.js';
import { Icon } from '../ui/icon.js';
import { safeImage, safeUrl } from '../text/urls.js';
import { Element } from './elements.js';
import { Picture } from './images.js';
import { Surface } from './surface.js';

export function Header({ block }) {
  return html`<h3 class="block-header">${plain(block.text?.text, block.text?.emoji !== false)}</h3>`;
}

export function Section({ block }) {
  const { text, fields, accessory } = block;
  const wide = accessory && ['radio_buttons', 'checkboxes'].includes(accessory.type);
  return html`<div class=${classes('block-section', wide && 'block-section-wide')}>
    <div class="block-section-words">
      ${text && html`<div class="block-text"><${Text} of=${text} /></div>`}
      ${fields?.length > 0 && html`<div class="block-fields">${fields.map((field, index) => html`<div key=${index} class="block-field"><${Text} of=${field} /></div>`)}</div>`}
    </div>
    ${accessory && html`<div class=${accessory.type === 'image' ? 'block-accessory block-accessory-image' : 'block-accessory'}><${Element} element=${accessory} block=${block} /></div>`}
  </div>`;
}

export function Context({ block }) {
  return html`<div class="block-context">${(block.elements || []).map((element, index) => (element.type === 'image'
    ? html`<${Picture} key=${index} element=${element} kind="context-image" />`
    : html`<span key=${index} class="context-text"><${Text} of=${element} /></span>`))}</div>`;
}

export function Divider() {
  return html`<hr class="block-divider" />`;
}

export function Actions({ block }) {
  return html`<div class="block-actions">${(block.elements || []).map((element, index) => html`<${Element} key=${element.action_id || index} element=${element} block=${block} />`)}</div>`;
}

/** A labelled field: its hint and what is wrong with it are read with it. */
export function Input({ block }) {
  const surface = useContext(Surface);
  const { element = {} } = block;
  const id = `${surface.id}-${block.block_id}`.replace(/[^\w-]/g, '_');
  const error = surface.errors[block.block_id];
  const described = [error && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  const field = { id, 'aria-labelledby': `${id}-label`, 'aria-describedby': described, invalid: Boolean(error) };
  const group = ['radio_buttons', 'checkboxes', 'datetimepicker', 'file_input'].includes(element.type);
  return html`<div class=${classes('block-input', error && 'block-input-wrong')} data-block=${block.block_id}>
    <label class="input-label" id=${`${id}-label`} for=${group ? undefined : id}>${plain(block.label?.text)}${block.optional && html`<span class="input-optional"> (optional)</span>`}</label>
    <${Element} element=${element} block=${block} field=${field} />
    ${error && html`<div class="input-error" id=${`${id}-error`} role="alert"><${Icon} name="warning" size=${16} />${error}</div>`}
    ${block.hint && html`<div class="input-hint" id=${`${id}-hint`}>${plain(block.hint.text)}</div>`}
  </div>`;
}

export function RichTextBlock({ block }) {
  return html`<${RichText} block=${block} />`;
}

export function MarkdownBlock({ block }) {
  return html`<div class="block-markdown"><${Markdown} text=${block.text} /></div>`;
}

/** A video: its picture and where it can be watched; nothing of another site runs here. */
export function Video({ block }) {
  const watch = safeUrl(block.video_url) || safeUrl(block.title_url);
  const picture = safeImage(block.thumbnail_url);
  const by = [block.author_name, block.provider_name].filter(Boolean).join(' · ');
  return html`<div class="block-video">
    <a class="video-title" href=${safeUrl(block.title_url) || watch || undefined} target="_blank" rel="noreferrer noopener">${wordsOf(block.title)}</a>
    ${by && html`<div class="video-by">${by}</div>`}
    ${block.description && html`<div class="video-words">${plain(block.description.text)}</div>`}
    <a class="video-frame" href=${watch || undefined} target="_blank" rel="noreferrer noopener" aria-label=${`Watch: ${block.alt_text || wordsOf(block.title)}`}>
      ${picture && html`<img src=${picture} alt=${block.alt_text || ''} loading="lazy" />`}<span class="video-play"><${Icon} name="play" size=${28} /></span></a>
  </div>`;
}

/** A file that lies elsewhere. */
export function RemoteFile({ block }) {
  return html`<div class="file-card"><span class="file-face"><${Icon} name="file" size=${22} /></span><span class="file-words"><strong>${block.external_id}</strong><span class="muted">File from ${block.source}</span></span></div>`;
}

export function Call({ block }) {
  const call = block.call?.v1 || {};
  const join = safeUrl(call.join_url);
  return html`<div class="file-card"><span class="file-face"><${Icon} name="chat" size=${22} /></span><span class="file-words"><strong>${call.name || 'Call'}</strong>
    ${join && html`<a class="link" href=${join} target="_blank" rel="noreferrer noopener">Join</a>`}</span></div>`;
}
