// Files in messages: small pictures of what they hold.
import { html } from '../core/dom.js';
import { contentUrl } from '../core/api.js';
import { openFile } from '../state/say.js';
import { Icon } from '../ui/icon.js';

export function sizeWords(size) {
  if (size < 1024) return `${size} B`;
  return size < 1024 ** 2 ? `${Math.round(size / 1024)} kB` : `${(size / 1024 ** 2).toFixed(1)} MB`;
}

function Face({ file }) {
  return html`<span class=${`file-face file-${file.filetype}`}><${Icon} name=${file.mode === 'quip' ? 'canvas' : 'file'} size=${22} /></span>`;
}

function Download({ file }) {
  return html`<a class="icon-button file-download" href=${contentUrl(file.id)} download=${file.name} aria-label=${`Download ${file.name}`} data-tip="Download"><${Icon} name="download" /></a>`;
}

function ImageFile({ file }) {
  return html`<div class="file-image"><div class="file-image-name">${file.title || file.name}</div>
    <button type="button" class="image-button" aria-label=${`Open ${file.name}`} onClick=${() => openFile(file)}><img src=${contentUrl(file.id)} alt=${file.alt_txt || file.name} loading="lazy" /></button></div>`;
}

/** A file of a message; a press opens it. */
export function FileCard({ file }) {
  if (file.mode === 'tombstone') return html`<div class="file-card file-gone"><${Icon} name="trash" />This file was deleted.</div>`;
  if (/^image\/(png|jpeg|gif|webp)$/.test(file.mimetype)) return html`<${ImageFile} file=${file} />`;
  const lines = file.lines ? ` · ${file.lines} lines` : '';
  return html`<div class="file-holder">
    <div class="file-card"><button type="button" class="file-open" onClick=${() => openFile(file)} aria-label=${`Open ${file.title || file.name}`}>
      <${Face} file=${file} /><span class="file-words"><strong>${file.title || file.name}</strong><span class="muted">${file.pretty_type || file.filetype} · ${sizeWords(file.size)}${lines}</span></span></button>
      <${Download} file=${file} /></div>
    ${file.preview && html`<button type="button" class="file-preview" tabindex="-1" aria-hidden="true" onClick=${() => openFile(file)}><pre>${file.preview}</pre>${file.lines_more > 0 && html`<span class="file-more">Open to read ${file.lines_more} more lines</span>`}</button>`}
  </div>`;
}
