// What the feed tells, put into the state.
import { state, put, update } from '../core/store.js';
import { countUnread, patchChannel, reloadChannel, reloadChannels } from './channels.js';
import { setClock } from './clock.js';
import { addEphemeral, loadEphemerals, removeEphemeral } from './ephemeral.js';
import { addMessage, changeMessage, refreshLog, removeMessage } from './log.js';
import { announce } from './notice.js';
import { changePinned, loadPins } from './pins.js';
import { loadThread, putInThread, takeFromThreads } from './threads.js';
import { loadViews, closeView, putView } from './views.js';

function shownInChannel(event) {
  return !event.thread_ts || event.message.subtype === 'thread_broadcast';
}

const HEARD = {
  hello(event) {
    setClock(event.clock);
    catchUp();
  },
  message(event) {
    if (event.thread_ts) putInThread(event.channel, event.message);
    if (!state.channels[event.channel]) reloadChannel(event.channel);
    if (!shownInChannel(event)) return;
    addMessage(event.channel, event.message);
    countUnread(event.channel, event.message);
    announce(event);
  },
  message_changed(event) {
    putInThread(event.channel, event.message);
    changeMessage(event.channel, event.message);
    changePinned(event.channel, event.message);
  },
  message_deleted(event) {
    takeFromThreads(event.channel, event.ts);
    removeMessage(event.channel, event.ts);
  },
  ephemeral(event) {
    addEphemeral(event);
    announce(event);
  },
  ephemeral_deleted(event) {
    removeEphemeral(event.channel, event.ts);
  },
  channel_created: (event) => reloadChannel(event.channel),
  channel_changed: (event) => reloadChannel(event.channel),
  canvas_changed: (event) => reloadChannel(event.channel),
  bookmarks_changed: (event) => patchChannel(event.channel, { bookmarks: event.bookmarks }),
  pins_changed: (event) => patchChannel(event.channel, { pin_count: event.count }),
  member_joined: (event) => reloadChannel(event.channel),
  member_left: (event) => reloadChannel(event.channel),
  read(event) {
    const channel = state.channels[event.channel];
    // Another window of the same person may have read, or marked something as unread.
    if (channel && channel.last_read !== event.last_read) reloadChannel(event.channel);
  },
  view_opened: (event) => putView(event.view),
  view_changed: (event) => putView(event.view),
  view_closed: (event) => closeView(event.view.id),
  home_changed: (event) => update({ home: event.view }),
  scenario(event) {
    const { step, type, number, ...play } = event;
    const steps = step ? [...state.scenario.steps, step].slice(-50) : state.scenario.steps;
    update({ scenario: { ...state.scenario, play, steps: play.over ? steps : [] } });
  },
};

/** Takes in one event of the feed; what is of no known kind is of no use to the page. */
export function heard(event) {
  HEARD[event.type]?.(event);
}

/** After a connection: everything that is shown is loaded again. */
async function catchUp() {
  const { channel } = state.route;
  const pane = state.pane;
  await Promise.all([
    reloadChannels(),
    loadViews(),
    channel && refreshLog(channel),
    channel && loadEphemerals(channel),
    pane?.kind === 'thread' && loadThread(pane.channel, pane.ts),
    pane?.kind === 'pins' && loadPins(pane.channel),
  ]);
  for (const id of Object.keys(state.logs)) {
    // Stretches that nobody looks at are loaded again when somebody does.
    if (id !== state.route.channel) put('logs', id, undefined);
  }
}
