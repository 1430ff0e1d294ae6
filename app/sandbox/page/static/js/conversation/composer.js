// Where one writes: the field, its tools, files, and sending.
import { classes, html, useEffect, useRef, useState } from '../core/dom.js';
import { upload } from '../core/api.js';
import { state, update, useStore } from '../core/store.js';
import { channelOf, isNamed, patchChannel, reloadChannel, signedTitle } from '../state/channels.js';
import { logOf } from '../state/log.js';
import { orTell } from '../state/notice.js';
import { mine } from '../core/api.js';
import { draftOf, keepDraft } from '../state/prefs.js';
import { join } from '../state/route.js';
import { placeholderOf, send, useShortcut } from '../state/say.js';
import { threadKey } from '../state/threads.js';
import { Icon, IconButton } from '../ui/icon.js';
import { openMenu } from '../ui/menu.js';
import { openEmoji } from '../ui/picker.js';
import { Editor } from './editor.js';

const TOOLS = [
  ['bold', 'Bold', (put) => put.wrap('*')], ['italic', 'Italic', (put) => put.wrap('_')], ['strike', 'Strikethrough', (put) => put.wrap('~')], null,
  ['numbers', 'Numbered list', (put) => put.lines('1.')], ['bullets', 'Bulleted list', (put) => put.lines('-')], null,
  ['quote', 'Quote', (put) => put.lines('>')], ['code', 'Code', (put) => put.wrap('`')], ['codeblock', 'Code block', (put) => put.wrap('```\n', '\n```')],
];

function Tools({ tools }) {
  return html`<div class="composer-tools" role="toolbar" aria-label="Formatting">${TOOLS.map((tool, index) => (tool
    ? html`<${IconButton} key=${tool[0]} icon=${tool[0]} label=${tool[1]} size=${17} tabindex="-1" onMouseDown=${(event) => event.preventDefault()} onClick=${() => tool[2](tools.current)} />`
    : html`<span key=${index} class="tool-line"></span>`))}</div>`;
}

/** Files that wait to be sent, uploaded already. */
function useFiles() {
  const [files, setFiles] = useState([]);
  const [busy, setBusy] = useState(false);
  async function take(list) {
    if (!list?.length) return;
    setBusy(true);
    const answer = await upload(list);
    setBusy(false);
    if (orTell(answer)) setFiles((before) => [...before, ...answer.files]);
  }
  return { files, setFiles, busy, take };
}

/** One's own newest message here that can be edited. */
function lastOwn(channel, thread) {
  const messages = thread ? state.threads[threadKey(channel, thread)]?.messages : logOf(channel)?.messages;
  return [...(messages || [])].reverse().find((each) => each.user === state.me && !each.subtype && (!thread || each.ts !== thread));
}

export function Composer({ channel, thread = '', focus = false }) {
  const key = `${channel}:${thread}`;
  const [text, setText] = useState(() => draftOf(key));
  const [broadcast, setBroadcast] = useState(false);
  const [sending, setSending] = useState(false);
  const { files, setFiles, busy, take } = useFiles();
  const tools = useRef();
  const picker = useRef();
  const asked = useStore((now) => (now.compose?.key === key ? now.compose : null));

  useEffect(() => {
    if (!asked) return;
    change(asked.text);
    update({ compose: null });
    tools.current.focus();
  }, [asked]);

  function change(next) {
    setText(next);
    keepDraft(key, next);
  }
  async function submit() {
    const words = text.trim();
    if ((!words && !files.length) || sending || busy) return;
    const sent = files;
    change('');
    setFiles([]);
    setSending(true);
    const ok = await send(channel, words, { thread, broadcast, files: sent });
    setSending(false);
    // What did not go out comes back, unless something else was typed meanwhile.
    if (!ok && !draftOf(key)) change(text);
    if (!ok) setFiles(sent);
  }
  const upward = () => {
    const message = lastOwn(channel, thread);
    if (message) update({ editing: `${thread ? 'thread' : 'main'}:${message.ts}` });
    return Boolean(message);
  };
  const paste = (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    take([...event.clipboardData.files]);
  };
  const plus = (event) => openMenu(event.currentTarget, 'Add to the message', [
    { label: 'Upload from your computer', icon: 'upload', act: () => picker.current.click() },
    '-',
    { heading: 'Shortcuts' },
    ...state.workspace.app.shortcuts.filter((each) => each.type === 'global').map((each) => ({
      label: each.name, hint: `${each.description} · ${state.workspace.app.name}`, icon: 'bolt', act: () => useShortcut(each),
    })),
    !thread && { label: 'Use a slash command', icon: 'slash', key: '/', moves: true, act: () => tools.current.insert('/') },
  ], { place: 'above' });
  const label = thread ? 'Reply in thread' : placeholderOf(channel, thread);
  return html`<div class="composer-wrap"><form class=${classes('composer', sending && 'sending')} onSubmit=${(event) => event.preventDefault()}
      onDragOver=${(event) => event.preventDefault()} onDrop=${(event) => {
        event.preventDefault();
        take([...event.dataTransfer.files]);
      }}>
    <${Tools} tools=${tools} />
    <${Editor} text=${text} change=${change} submit=${submit} upward=${upward} label=${label} placeholder=${placeholderOf(channel, thread)} tools=${tools} paste=${paste} focus=${focus} commands=${!thread} />
    ${(files.length > 0 || busy) && html`<div class="composer-files">${files.map((file) => html`<span key=${file.id} class="file-chip"><${Icon} name="file" size=${16} />${file.name}
      <${IconButton} icon="close" size=${14} label=${`Remove ${file.name}`} onClick=${() => setFiles(files.filter((each) => each.id !== file.id))} /></span>`)}${busy && html`<span class="file-chip muted">Uploading…</span>`}</div>`}
    ${thread && isNamed(channelOf(channel) || {}) && html`<label class="composer-also"><input type="checkbox" checked=${broadcast} onChange=${(event) => setBroadcast(event.target.checked)} /> Also send to ${signedTitle(channelOf(channel))}</label>`}
    <div class="composer-foot">
      <${IconButton} icon="plus" label="Attach files and shortcuts" kind="round" onClick=${plus} aria-haspopup="menu" />
      <${IconButton} icon="smile" label="Emoji" onClick=${(event) => openEmoji(event.currentTarget, (name) => tools.current.insert(`:${name}: `))} />
      <${IconButton} icon="at" label="Mention someone" onClick=${() => tools.current.insert('@')} />
      <span class="grow"></span>
      <button type="button" class="send" aria-label="Send now" data-tip="Send now" disabled=${(!text.trim() && !files.length) || sending || busy} onClick=${submit}><${Icon} name="send" /></button>
    </div>
    <input ref=${picker} class="unseen" type="file" multiple tabindex="-1" aria-hidden="true" onChange=${(event) => {
      take([...event.target.files]);
      event.target.value = '';
    }} />
  </form></div>`;
}

/** What stands in the composer's place where one cannot write. */
export function ComposerOrReason({ channel, focus }) {
  const found = useStore((now) => now.channels[channel]);
  if (!found) return null;
  if (found.is_archived) {
    const reopen = async () => orTell(await mine('PATCH', ['channels', channel], { archived: false }));
    return html`<div class="composer-instead"><p><strong>${signedTitle(found)}</strong> is archived. You can read it, and nobody can write in it.</p><button type="button" class="button" onClick=${reopen}>Unarchive</button></div>`;
  }
  if (!found.is_member) {
    const enter = async () => {
      if (orTell(await join(channel))) {
        patchChannel(channel, { is_member: true });
        reloadChannel(channel);
      }
    };
    return html`<div class="composer-instead"><p>You are looking at <strong>${signedTitle(found)}</strong></p><button type="button" class="button button-primary" onClick=${enter}>Join channel</button></div>`;
  }
  return html`<${Composer} key=${channel} channel=${channel} focus=${focus} />`;
}
