// A thread beside its conversation.
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from '../core/dom.js';
import { useStore } from '../core/store.js';
import { signedTitle } from '../state/channels.js';
import { loadThread, threadKey } from '../state/threads.js';
import { closePane, openChannel } from '../state/route.js';
import { Composer } from './composer.js';
import { walk } from './list.js';
import { Message } from './message.js';
import { rowsOf } from './rows.js';
import { rowAt } from './scroll.js';
import { Pane } from '../ui/pane.js';

const NONE = [];
const NEAR = 60;

/** Keeps the end in view while one is there, and goes to the reply that is asked for. */
function useThreadScroll(rows, at) {
  const box = useRef();
  const end = useRef(true);
  useLayoutEffect(() => {
    const row = at && rowAt(box.current, at);
    if (row) row.scrollIntoView({ block: 'center' });
    else if (end.current) box.current.scrollTop = box.current.scrollHeight;
  }, [rows, at]);
  useEffect(() => {
    const { current } = box;
    const look = () => {
      end.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR;
    };
    current.addEventListener('scroll', look, { passive: true });
    const watcher = new ResizeObserver(() => {
      if (end.current) current.scrollTop = current.scrollHeight;
    });
    watcher.observe(current.firstElementChild);
    return () => {
      current.removeEventListener('scroll', look);
      watcher.disconnect();
    };
  }, []);
  return box;
}

export function ThreadPane({ channel: id, ts, at }) {
  const [thread, channel, ephemerals, me] = useStore((now) => [now.threads[threadKey(id, ts)], now.channels[id], now.ephemerals[id] || NONE, now.me]);
  const [active, activate] = useState('');
  const messages = thread?.messages || NONE;
  const whispers = useMemo(() => ephemerals.filter((each) => each.thread_ts === ts), [ephemerals, ts]);
  const rows = useMemo(() => rowsOf({ messages: messages.slice(1), ephemerals: whispers, me }).filter((row) => row.kind === 'message'), [messages, whispers]);
  const box = useThreadScroll(rows, at);
  useEffect(() => {
    if (!thread) loadThread(id, ts);
  }, [id, ts]);
  const message = (each, compact) => html`<${Message} key=${each.ts} message=${each} channel=${id} compact=${compact} active=${active === each.ts} activate=${activate} inThread flash=${at === each.ts} />`;
  const count = messages.length - 1;
  const sub = channel && html`<button type="button" class="pane-sub" onClick=${() => openChannel(id, { ts, keepPane: true })}>${signedTitle(channel)}</button>`;
  return html`<${Pane} title="Thread" sub=${sub} onClose=${closePane} kind="pane-thread">
    <div ref=${box} class="thread-scroll" onPointerLeave=${() => activate('')} tabindex="0" role="region" aria-label="Thread">
      <div class="rows" role="list" onKeyDown=${walk}>
        ${thread?.failed && html`<p class="pane-empty">${thread.failed}</p>`}
        ${messages[0] && message(messages[0], false)}
        ${count > 0 && html`<div class="thread-line"><span>${count} ${count === 1 ? 'reply' : 'replies'}</span></div>`}
        ${rows.map((row) => message(row.message, row.compact))}
      </div>
      ${messages.length > 0 && channel?.is_member && !channel.is_archived && html`<${Composer} key=${ts} channel=${id} thread=${ts} focus />`}
    </div>
  <//>`;
}
