// The element that takes files.
import { classes, html, useRef, useState } from '../core/dom.js';
import { upload } from '../core/api.js';
import { orTell } from '../state/notice.js';
import { Icon, IconButton } from '../ui/icon.js';
import { useField } from './surface.js';

export function FileInput({ element, block, field }) {
  const { value, change } = useField(block, element);
  const [busy, setBusy] = useState(false);
  const picker = useRef();
  const files = value || [];
  const most = element.max_files || 10;
  const { invalid, ...named } = field;
  async function take(list) {
    if (!list.length) return;
    setBusy(true);
    const answer = await upload([...list].slice(0, most - files.length));
    setBusy(false);
    if (orTell(answer)) change([...files, ...answer.files]);
  }
  const drop = (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  };
  const kinds = element.filetypes?.map((type) => `.${type}`).join(',');
  return html`<div class=${classes('file-input', invalid && 'invalid')} onDragOver=${(event) => event.preventDefault()} onDrop=${drop}>
    ${files.map((file) => html`<div key=${file.id} class="file-chip"><${Icon} name="file" size=${16} /><span>${file.name}</span>
      <${IconButton} icon="close" size=${14} label=${`Remove ${file.name}`} onClick=${() => change(files.filter((each) => each.id !== file.id))} /></div>`)}
    ${files.length < most && html`<button type="button" class=${classes('block-button', busy && 'busy')} ...${named} aria-busy=${busy} onClick=${() => picker.current.click()}><${Icon} name="upload" size=${16} /><span>${busy ? 'Uploading…' : 'Upload a file'}</span></button>`}
    <input ref=${picker} class="unseen" type="file" tabindex="-1" aria-hidden="true" multiple=${most > 1} accept=${kinds} onChange=${(event) => {
      take(event.target.files);
      event.target.value = '';
    }} />
  </div>`;
}
