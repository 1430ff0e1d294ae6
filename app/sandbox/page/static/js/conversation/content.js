// What a message says: blocks or text, attachments, files.
import { classes, html } from '../core/dom.js';
import { Blocks } from '../blocks/blocks.js';
import { Surface, useMessageSurface } from '../blocks/surface.js';
import { Mrkdwn } from '../text/draw.js';
import { fullTime } from '../text/dates.js';
import { isJumbo } from '../text/rich.js';
import { Attachment } from './attachments.js';
import { FileCard } from './files.js';
import { Notice, isNotice } from './system.js';

function Edited({ message }) {
  const by = message.edited?.ts ? `Edited ${fullTime(message.edited.ts)}` : undefined;
  return message.edited ? html`<span class="edited" data-tip=${by}>(edited)</span>` : null;
}

function Words({ message }) {
  if (message.subtype === 'me_message') return html`<em class="me-message"><${Mrkdwn} text=${message.text} /></em>`;
  if (message.blocks?.length) return html`<${Blocks} blocks=${message.blocks} />`;
  return message.text ? html`<div class="plain-text"><${Mrkdwn} text=${message.text} /></div>` : null;
}

export function Content({ message, channel }) {
  const surface = useMessageSurface(channel, message.ts);
  if (message.subtype === 'tombstone') return html`<div class="message-gone">This message was deleted.</div>`;
  if (isNotice(message)) return html`<${Notice} message=${message} channel=${channel} />`;
  // Where the words end in running text the mark of an edit stands behind the last of them.
  const inline = message.blocks?.length ? message.blocks.at(-1).type === 'rich_text' : Boolean(message.text);
  const kind = classes('message-words', isJumbo(message.blocks) && 'jumbo', inline && 'message-inline');
  return html`<${Surface.Provider} value=${surface}>
    <div class=${kind}><${Words} message=${message} /><${Edited} message=${message} /></div>
    ${message.attachments?.map((attachment, index) => html`<${Attachment} key=${attachment.id || index} attachment=${attachment} />`)}
    ${message.files?.length > 0 && html`<div class="message-files">${message.files.map((file) => html`<${FileCard} key=${file.id} file=${file} />`)}</div>`}
  <//>`;
}
