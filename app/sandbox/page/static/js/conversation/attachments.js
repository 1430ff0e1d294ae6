// Attachments: unfurled links, and the legacy form of bots' messages.
import { html, useContext } from '../core/dom.js';
import { Blocks } from '../blocks/blocks.js';
import { Surface } from '../blocks/surface.js';
import { SlackDate } from '../text/dates.js';
import { Link, Mrkdwn, MrkdwnLine } from '../text/draw.js';
import { safeImage } from '../text/urls.js';

const NAMED = { good: '#2eb67d', warning: '#ecb22e', danger: '#e01e5a' };

function colourOf(colour) {
  if (NAMED[colour]) return NAMED[colour];
  const hex = String(colour || '').replace('#', '');
  return /^([0-9a-f]{3}|[0-9a-f]{6})$/i.test(hex) ? `#${hex}` : undefined;
}

function Image({ url, kind, alt = '' }) {
  const address = safeImage(url);
  return address ? html`<img class=${kind} src=${address} alt=${alt} loading="lazy" />` : null;
}

function Body({ attachment }) {
  const { author_name: author, author_link: authorLink, author_icon: icon, service_name: service, service_icon: serviceIcon, title, title_link: link, text, fields } = attachment;
  const by = author || service;
  return html`
    ${by && html`<div class="attachment-by"><${Image} url=${icon || serviceIcon} kind="context-image" />${authorLink ? html`<${Link} url=${authorLink}>${by}<//>` : by}</div>`}
    ${title && html`<div class="attachment-title">${link ? html`<${Link} url=${link}>${title}<//>` : html`<${MrkdwnLine} text=${title} />`}</div>`}
    ${text && html`<div class="block-text"><${Mrkdwn} text=${text} /></div>`}
    ${fields?.length > 0 && html`<div class="block-fields">${fields.map((field, index) => html`<div key=${index} class=${field.short ? 'block-field' : 'block-field block-field-long'}><strong>${field.title}</strong><div><${Mrkdwn} text=${field.value} /></div></div>`)}</div>`}`;
}

function Foot({ attachment }) {
  const { footer, footer_icon: icon, ts } = attachment;
  if (!footer && !ts) return null;
  return html`<div class="attachment-foot"><${Image} url=${icon} kind="context-image" />${footer && html`<${MrkdwnLine} text=${footer} />`}${footer && ts && ' · '}${ts && html`<${SlackDate} timestamp=${ts} pattern="{date_short_pretty} at {time}" />`}</div>`;
}

export function Attachment({ attachment }) {
  const surface = useContext(Surface);
  const blocks = attachment.blocks || attachment.message_blocks?.[0]?.message?.blocks;
  return html`<div class="attachment-holder">${attachment.pretext && html`<div class="block-text"><${Mrkdwn} text=${attachment.pretext} /></div>`}
    <div class="attachment" style=${{ borderLeftColor: colourOf(attachment.color) }}>
      <div class="attachment-words">${blocks && surface ? html`<${Blocks} blocks=${blocks} />` : html`<${Body} attachment=${attachment} />`}
        <${Image} url=${attachment.image_url} kind="attachment-image" alt=${attachment.fallback} /><${Foot} attachment=${attachment} /></div>
      <${Image} url=${attachment.thumb_url} kind="attachment-thumb" alt=${attachment.fallback} />
    </div></div>`;
}
