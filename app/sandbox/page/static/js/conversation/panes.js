// The column beside the conversation: pins, files, canvases.
import { html, useEffect, useState } from '../core/dom.js';
import { contentUrl, mine } from '../core/api.js';
import { state, useStore } from '../core/store.js';
import { signedTitle } from '../state/channels.js';
import { nameOf } from '../state/people.js';
import { loadPins } from '../state/pins.js';
import { closePane, openChannel } from '../state/route.js';
import { togglePin } from '../state/say.js';
import { Markdown } from '../text/markdown.js';
import { Icon, IconButton } from '../ui/icon.js';
import { Pane } from '../ui/pane.js';
import { sizeWords } from './files.js';
import { Message } from './message.js';

const LONGEST = 400000;

/** What is loaded for a key: null while it is on its way. */
function useLoaded(load, keys) {
  const [loaded, setLoaded] = useState(null);
  useEffect(() => {
    let stale = false;
    load().then((answer) => !stale && setLoaded(answer));
    return () => {
      stale = true;
    };
  }, keys);
  return loaded;
}

export function PinsPane({ channel: id }) {
  const [channel, items] = useStore((now) => [now.channels[id], now.pins[id]]);
  useEffect(() => {
    loadPins(id);
  }, [id, channel?.pin_count]);
  return html`<${Pane} title="Pinned" sub=${html`<span class="pane-sub">${signedTitle(channel)}</span>`} onClose=${closePane}>
    <div class="pane-scroll">${items?.length === 0 && html`<div class="pane-empty"><${Icon} name="pin" size=${28} /><p>Nothing is pinned here. Pin what everyone should find again: ⋯ on a message, “Pin to this channel”.</p></div>`}
      ${(items || []).map((item) => html`<article key=${item.message.ts} class="pinned-card">
        <${Message} message=${{ ...item.message, pinned_info: undefined }} channel=${id} inThread still />
        <footer><span class="muted">Pinned by ${nameOf(item.created_by)}</span><span class="grow"></span>
          <button type="button" class="link" onClick=${() => openChannel(id, { ts: item.message.ts, keepPane: true })}>Jump</button>
          <${IconButton} icon="close" size=${14} label="Unpin" onClick=${() => togglePin(id, { ...item.message, pinned_to: [id] })} /></footer></article>`)}</div><//>`;
}

async function loadFile(id) {
  const answer = await mine('GET', ['files', id]);
  if (!answer.ok) return answer;
  const { file } = answer;
  const readable = file.mode === 'quip' || /^text\/|json|xml|yaml/.test(file.mimetype);
  if (!readable || file.size > LONGEST) return { ...answer, text: null };
  const response = await fetch(contentUrl(id));
  return { ...answer, text: await response.text() };
}

const MARKDOWN = new Set(['markdown', 'quip', 'md']);

function FileBody({ file, text, raw }) {
  if (/^image\//.test(file.mimetype) && file.mimetype !== 'image/svg+xml') return html`<img class="file-shown" src=${contentUrl(file.id)} alt=${file.alt_txt || file.name} />`;
  if (text === null) return html`<div class="pane-empty"><${Icon} name="file" size=${28} /><p>This kind of file cannot be shown here. Download it to open it.</p></div>`;
  if (file.filetype === 'html' && !raw) return html`<iframe class="file-html" sandbox="" title=${file.name} src=${`/page/html/${state.me}/${file.id}`}></iframe>`;
  if (MARKDOWN.has(file.filetype) && !raw) return html`<div class="document"><${Markdown} text=${text} /></div>`;
  return html`<pre class="file-text">${text}</pre>`;
}

/** A file, open: rendered where it is Markdown or HTML, with its source one press away. */
export function FilePane({ file: id }) {
  const loaded = useLoaded(() => loadFile(id), [id]);
  const [raw, setRaw] = useState(false);
  if (!loaded) return html`<${Pane} title="File" onClose=${closePane}><div class="pane-scroll"></div><//>`;
  if (!loaded.ok) return html`<${Pane} title="File" onClose=${closePane}><div class="pane-empty"><p>This file is not there, or you may not see it.</p></div><//>`;
  const { file, text } = loaded;
  const both = text !== null && (MARKDOWN.has(file.filetype) || file.filetype === 'html');
  const tools = html`${both && html`<button type="button" class="button button-small" aria-pressed=${raw} onClick=${() => setRaw(!raw)}>${raw ? 'Rendered' : 'Source'}</button>`}
    <a class="icon-button" href=${contentUrl(id)} download=${file.name} aria-label="Download" data-tip="Download"><${Icon} name="download" /></a>`;
  const sub = html`<span class="pane-sub">${file.name} · ${sizeWords(file.size)} · ${nameOf(file.user)}</span>`;
  return html`<${Pane} title=${file.title || file.name} sub=${sub} tools=${tools} onClose=${closePane} kind="pane-wide"><div class="pane-scroll" tabindex="0"><${FileBody} file=${file} text=${text} raw=${raw} /></div><//>`;
}

export function CanvasPane({ channel: id, file }) {
  const channel = useStore((now) => now.channels[id]);
  const loaded = useLoaded(() => loadFile(file), [file, channel]);
  return html`<${Pane} title="Canvas" sub=${html`<span class="pane-sub">${signedTitle(channel)}</span>`} onClose=${closePane} kind="pane-wide">
    <div class="pane-scroll" tabindex="0">${loaded?.ok && html`<div class="document"><${Markdown} text=${loaded.text} /></div>`}${loaded && !loaded.ok && html`<div class="pane-empty"><p>This canvas is not there any more.</p></div>`}</div><//>`;
}
