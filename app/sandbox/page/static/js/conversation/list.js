// The messages of a conversation: loaded as one scrolls, with days, and a line before what is new.
import { classes, html, useEffect, useLayoutEffect, useMemo, useState } from '../core/dom.js';
import { state, useStore } from '../core/store.js';
import { markRead } from '../state/channels.js';
import { goTo as go, loadAround, loadLatest, loadNewer, loadOlder, patchLog } from '../state/log.js';
import { dayDivider } from '../text/dates.js';
import { Icon, IconButton } from '../ui/icon.js';
import { openMenu } from '../ui/menu.js';
import { readToEnd } from './acts.js';
import { Beginning } from './beginning.js';
import { Message } from './message.js';
import { rowsOf } from './rows.js';
import { useScroll } from './scroll.js';

const NONE = [];
const FLASH = 2200;

async function latest(channel) {
  if (state.logs[channel]?.hasNewer) await loadLatest(channel);
  go(channel, 'end');
}

async function beginning(channel) {
  if (state.logs[channel]?.hasOlder) await loadAround(channel, '1');
  const first = state.logs[channel]?.messages[0];
  if (first) go(channel, first.ts);
}

function Day({ ts, channel }) {
  const menu = (event) => openMenu(event.currentTarget, 'Jump to', [
    { heading: 'Jump to…' },
    { label: 'Most recent', act: () => latest(channel) },
    { label: 'The very beginning', act: () => beginning(channel) },
  ]);
  return html`<div class="day-line" role="presentation"></div><div class="day" role="separator"><button type="button" class="day-pill" onClick=${menu} aria-haspopup="menu">${dayDivider(ts)} <${Icon} name="down" size=${12} /></button></div>`;
}

function Row({ row, channel, active, activate, flash }) {
  if (row.kind === 'day') return html`<${Day} ts=${row.ts} channel=${channel} />`;
  if (row.kind === 'new') return html`<div class="new-line" role="separator" aria-label="New messages"><span>New</span></div>`;
  const { message } = row;
  return html`<${Message} message=${message} channel=${channel} compact=${row.compact} active=${active === message.ts} activate=${activate} flash=${flash === message.ts} />`;
}

/** Moves the focus from message to message. */
export function walk(event) {
  const row = event.target.closest('.message');
  const steps = { ArrowUp: -1, ArrowDown: 1 };
  if (!row || event.target !== row || !(event.key in steps)) return;
  const rows = [...event.currentTarget.querySelectorAll('.message')];
  const next = rows[rows.indexOf(row) + steps[event.key]];
  event.preventDefault();
  if (next) {
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  } else if (event.key === 'ArrowDown') {
    document.querySelector('.main .editor-text')?.focus();
  }
}

/** How many came since one last read, where the line before them is out of sight or not loaded. */
function unreadAbove(log, box) {
  if (!log.newFrom || log.pillClosed) return 0;
  const line = box?.querySelector('.new-line');
  if (line && line.offsetTop >= box.scrollTop - 10) return 0;
  if (!line && (!log.messages.length || log.messages[0].ts <= log.newFrom)) return 0;
  return log.messages.filter((each) => each.ts > log.newFrom && each.user !== state.me).length;
}

function Pill({ channel, count, more }) {
  const jump = async () => {
    const { newFrom } = state.logs[channel];
    if (more) await loadAround(channel, newFrom === '0' ? '1' : newFrom);
    go(channel, 'new');
    patchLog(channel, { pillClosed: true });
  };
  return html`<div class="new-pill"><button type="button" onClick=${jump}><${Icon} name="up" size=${14} />${count}${more ? '+' : ''} new message${count === 1 ? '' : 's'}</button>
    <${IconButton} icon="close" size=${14} label="Dismiss" onClick=${() => patchLog(channel, { pillClosed: true })} /></div>`;
}

export function MessageList({ channel }) {
  const [log, ephemerals, me] = useStore((now) => [now.logs[channel], now.ephemerals[channel] || NONE, now.me]);
  const whispers = useMemo(() => ephemerals.filter((each) => !each.thread_ts), [ephemerals]);
  const [active, activate] = useState('');
  const [end, setEnd] = useState(true);
  const [far, setFar] = useState(false);
  const [flash, setFlash] = useState('');
  const [above, setAbove] = useState(0);
  const { messages = NONE, newFrom = '', hasOlder = false, hasNewer = false, loading = 'all', goTo = null, failed = '' } = log || {};
  const rows = useMemo(() => rowsOf({ messages, ephemerals: whispers, newFrom, me, hasOlder, hasNewer }), [messages, whispers, newFrom, hasOlder, hasNewer]);
  const box = useScroll({
    rows,
    goTo,
    more: hasNewer,
    went({ where, flash: mark }) {
      patchLog(channel, { goTo: null });
      if (!mark) return;
      setFlash(where);
      setTimeout(() => setFlash(''), FLASH);
    },
    near: (which) => (which === 'older' ? loadOlder : loadNewer)(channel),
    moved(now, away) {
      setEnd(now);
      setFar(away);
      if (state.logs[channel]) setAbove(unreadAbove(state.logs[channel], box.current));
    },
  });
  useLayoutEffect(() => {
    if (log && (end || newFrom)) readToEnd(channel, log);
  }, [messages, end]);
  useEffect(() => {
    const seen = () => state.logs[channel] && end && readToEnd(channel, state.logs[channel]);
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [end]);
  const waiting = loading === 'all' && !messages.length;
  return html`<div class="list-wrap">
    ${above > 0 && html`<${Pill} channel=${channel} count=${above} more=${hasOlder && messages[0]?.ts > newFrom} />`}
    <div ref=${box} class=${classes('list', waiting && 'list-waiting')} tabindex="0" aria-label="Messages" role="region" onPointerLeave=${() => activate('')}>
      <div class="rows" role="list" onKeyDown=${walk}>
        ${hasOlder ? html`<div key="older" class="list-older" role="presentation">${loading === 'older' ? 'Loading older messages…' : ''}</div>` : !waiting && html`<${Beginning} key="beginning" channel=${channel} />`}
        ${rows.map((row) => html`<${Row} key=${row.key} row=${row} channel=${channel} active=${active} activate=${activate} flash=${flash} />`)}
        ${hasNewer && html`<div key="newer" class="list-older" role="presentation">${loading === 'newer' ? 'Loading…' : ''}</div>`}
      </div>
    </div>
    ${failed && html`<div class="list-failed" role="alert">${failed} <button type="button" class="link" onClick=${() => loadLatest(channel)}>Try again</button></div>`}
    ${messages.length > 0 && (far || hasNewer) && html`<button type="button" class="to-end" onClick=${() => {
      latest(channel);
      markRead(channel, messages.at(-1).ts);
    }}><${Icon} name="down" size=${14} />${hasNewer ? 'Latest messages' : 'Jump to the end'}</button>`}
  </div>`;
}
