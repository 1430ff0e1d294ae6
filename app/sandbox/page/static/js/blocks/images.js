// Pictures in blocks.
import { html, useState } from '../core/dom.js';
import { contentUrl } from '../core/api.js';
import { plain, wordsOf } from '../text/draw.js';
import { safeImage } from '../text/urls.js';
import { Icon } from '../ui/icon.js';
import { showPicture } from '../ui/lightbox.js';

/** Where a picture is: by address, or as a file of this workspace. */
export function addressOf(image) {
  const file = image?.slack_file;
  const id = file?.id || file?.url?.match(/(F[A-Z0-9]{6,})/)?.[1];
  return id ? contentUrl(id) : safeImage(image?.image_url);
}

/** What stands for a picture that cannot be shown: its description. */
function Missing({ alt }) {
  return html`<span class="image-missing"><${Icon} name="file" size=${16} />${alt || 'Picture'}</span>`;
}

/** A small picture: an accessory, or beside text. */
export function Picture({ element, kind = 'picture' }) {
  const [failed, setFailed] = useState(false);
  const address = addressOf(element);
  if (!address || failed) return html`<${Missing} alt=${element?.alt_text} />`;
  return html`<img class=${kind} src=${address} alt=${element.alt_text || ''} data-tip=${element.alt_text} loading="lazy" onError=${() => setFailed(true)} />`;
}

/** A picture of its own; a press shows it large. */
export function ImageBlock({ block }) {
  const [failed, setFailed] = useState(false);
  const address = addressOf(block);
  const title = wordsOf(block.title);
  if (!address || failed) return html`<figure class="image-block"><${Missing} alt=${block.alt_text || title} /></figure>`;
  return html`<figure class="image-block">
    ${title && html`<figcaption>${plain(block.title.text)}</figcaption>`}
    <button type="button" class="image-button" aria-label=${`Show large: ${block.alt_text || title}`} onClick=${() => showPicture(address, block.alt_text || title)}>
      <img src=${address} alt=${block.alt_text || ''} width=${block.image_width} height=${block.image_height} onError=${() => setFailed(true)} /></button>
  </figure>`;
}
