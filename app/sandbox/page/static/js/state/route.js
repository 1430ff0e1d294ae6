// Where one is: the address bar, the conversation, and the column beside it.
import { mine } from '../core/api.js';
import { put, state, update } from '../core/store.js';
import { loadEphemerals } from './ephemeral.js';
import { goTo, loadAround, loadLatest, logOf, patchLog } from './log.js';
import { findMessage } from './merge.js';
import { titleNow, toast } from './notice.js';
import { reloadChannel } from './channels.js';
import { loadThread } from './threads.js';

function handle() {
  return state.people[state.me].name;
}

function address() {
  const { page, channel, query } = state.route;
  const base = `/as/${encodeURIComponent(handle())}`;
  if (page === 'search') return `${base}?search=${encodeURIComponent(query)}`;
  const path = channel ? `${base}/${channel}` : base;
  const pane = state.pane;
  return pane?.kind === 'thread' && pane.channel === channel ? `${path}?thread=${pane.ts}` : path;
}

function remember(replace) {
  const entry = { route: state.route, pane: state.pane };
  history[replace ? 'replaceState' : 'pushState'](entry, '', address());
  document.title = titleNow();
}

/** Shows a conversation, at a message if one is named. */
export async function openChannel(id, { ts = '', thread = '', replace = false, keepPane = false } = {}) {
  const staying = state.route.page === 'channel' && state.route.channel === id;
  const channel = state.channels[id];
  update({
    route: { page: 'channel', channel: id },
    listShown: false,
    editing: '',
    pane: staying || keepPane || state.pane?.kind === 'play' ? state.pane : null,
  });
  if (!staying || replace) remember(replace);
  if (thread) openThread(id, thread, ts);
  await show(id, thread && thread !== ts ? thread : ts, channel, staying);
}

async function show(id, ts, channel, staying) {
  const log = logOf(id);
  if (!staying) {
    const newFrom = channel?.unread_count ? channel.last_read || '0' : '';
    patchLog(id, { newFrom, heldUnread: false, pillClosed: false });
    if (!state.members[id]) reloadChannel(id);
    if (!state.ephemerals[id]) loadEphemerals(id);
  }
  if (ts) {
    if (!log || !findMessage(log.messages, ts)) await loadAround(id, ts);
    if (!findMessage(logOf(id).messages, ts)) toast('That message is not there any more.', { error: true });
    goTo(id, ts, true);
  } else if (!log?.messages.length || log.hasNewer) {
    await loadLatest(id);
    goTo(id, 'start');
  } else if (!staying) {
    goTo(id, 'start');
  }
}

/** Shows a thread beside the conversation. */
export function openThread(channel, ts, at = '') {
  openPane({ kind: 'thread', channel, ts, at });
  loadThread(channel, ts);
}

/** Shows something in the right column: `{kind, ...}`; null closes it. */
export function openPane(pane) {
  update({ pane });
  remember(true);
}

export function closePane() {
  openPane(null);
}

/** Opens or closes a kind of column. */
export function togglePane(pane) {
  if (state.pane?.kind === pane.kind && state.pane.channel === pane.channel) closePane();
  else openPane(pane);
}

/** Shows what a search finds. */
export function openSearch(query) {
  update({ route: { page: 'search', channel: '', query }, listShown: false });
  remember(false);
}

/** Goes to an address of this workspace, such as a permalink; false if it is none. */
export function openAddress(url) {
  const target = new URL(url, location.href);
  if (target.origin !== location.origin) return false;
  const archive = target.pathname.match(/^\/archives\/([A-Z0-9]+)(?:\/p(\d{7,}))?$/);
  if (archive) {
    const digits = archive[2] || '';
    const ts = digits ? `${digits.slice(0, -6)}.${digits.slice(-6)}` : '';
    openChannel(archive[1], { ts, thread: target.searchParams.get('thread_ts') || '' });
    return true;
  }
  const file = target.pathname.match(/^\/files\/[^/]+\/(F[A-Z0-9]+)/);
  if (file) {
    openPane({ kind: 'file', file: file[1] });
    return true;
  }
  return false;
}

/** Becomes someone else, in this window. */
export function become(person, channel = state.route.channel) {
  document.cookie = `sandbox_person=${person.name}; path=/; samesite=strict`;
  location.assign(`/as/${encodeURIComponent(person.name)}${channel ? `/${channel}` : ''}`);
}

/** Begins where the address bar says one is. */
export function startRoute(known) {
  const query = new URLSearchParams(location.search);
  const digits = location.pathname.match(/^\/archives\/[A-Z0-9]+\/p(\d{7,})$/)?.[1] || '';
  const ts = digits ? `${digits.slice(0, -6)}.${digits.slice(-6)}` : query.get('ts') || '';
  const thread = query.get('thread') || query.get('thread_ts') || '';
  const file = location.pathname.match(/^\/files\/[^/]+\/(F[A-Z0-9]+)/)?.[1];
  document.cookie = `sandbox_person=${handle()}; path=/; samesite=strict`;
  update({ route: { page: 'channel', channel: known.channel || '' } });
  if (query.get('search')) {
    openSearch(query.get('search'));
    return;
  }
  remember(true);
  if (thread) openThread(known.channel, thread, ts);
  if (file) openPane({ kind: 'file', file });
  if (known.channel) goTo(known.channel, known.around || 'start', Boolean(known.around));
  window.addEventListener('popstate', (event) => back(event.state));
}

function back(entry) {
  if (!entry) return;
  update({ route: entry.route, pane: entry.pane, listShown: false });
  document.title = titleNow();
  const { channel, page } = entry.route;
  if (page === 'channel' && channel) show(channel, '', state.channels[channel], false);
  if (entry.pane?.kind === 'thread') loadThread(entry.pane.channel, entry.pane.ts);
}

/** Joins a channel that one only looks at. */
export async function join(id) {
  const answer = await mine('POST', ['channels', id, 'join']);
  if (answer.ok) put('channels', id, answer.channel);
  return answer;
}
