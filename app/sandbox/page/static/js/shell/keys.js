// Keys that work everywhere.
import { state, update } from '../core/store.js';
import { channelOf, markRead } from '../state/channels.js';
import { patchLog } from '../state/log.js';
import { closePane } from '../state/route.js';
import { escapeTop } from '../ui/layer.js';
import { escapeModal } from '../views/modal.js';
import { openSwitcher } from './quick.js';

/** Areas that F6 goes round, with what is focused in each. */
const AREAS = ['.sidebar .sidebar-item.active, .sidebar .sidebar-item', '.main .message:last-of-type, .main .list', '.main .editor-text', '.pane .editor-text, .pane .icon-button'];

function areaOf(element) {
  if (element.closest('.sidebar')) return 0;
  if (element.closest('.pane')) return 3;
  return element.closest('.main .composer') ? 2 : 1;
}

function nextArea(back) {
  const at = areaOf(document.activeElement);
  for (let step = 1; step <= AREAS.length; step += 1) {
    const index = (at + (back ? -step : step) + AREAS.length * 2) % AREAS.length;
    const [active, any] = AREAS[index].split(', ').map((selector) => [...document.querySelectorAll(selector)].at(index === 1 ? -1 : 0));
    const target = active || any;
    if (target && target.offsetParent !== null) {
      target.focus();
      return;
    }
  }
}

function escape(event) {
  if (escapeTop() || escapeModal()) {
    event.preventDefault();
    return;
  }
  if (state.pane) {
    closePane();
    document.querySelector('.main .editor-text')?.focus();
    return;
  }
  const channel = channelOf(state.route.channel);
  const last = state.logs[channel?.id]?.messages.at(-1);
  if (channel && last) {
    patchLog(channel.id, { newFrom: '', heldUnread: false });
    markRead(channel.id, last.ts);
  }
}

/** A letter that is typed while nothing has the focus goes into the composer. */
function typeAnywhere(event) {
  const plain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && event.key !== ' ' && document.activeElement === document.body && !state.dialogs.length && !state.views.length) {
    document.querySelector('.main .editor-text')?.focus();
  }
}

export function startKeys() {
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      if (!state.dialogs.length && !state.views.length) openSwitcher();
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      escape(event);
    } else if (event.key === 'F6') {
      event.preventDefault();
      nextArea(event.shiftKey);
    } else {
      typeAnywhere(event);
    }
  });
  // What is shown as new while nobody looks stays marked until somebody does.
  document.addEventListener('visibilitychange', () => update({ seen: document.visibilityState === 'visible' }));
}
