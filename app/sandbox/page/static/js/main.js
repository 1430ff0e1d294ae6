// Where the page begins: what the server sent with it, then the feed.
import { html, render } from './core/dom.js';
import { openFeed } from './core/feed.js';
import { put, state, update } from './core/store.js';
import { setChannels } from './state/channels.js';
import { setClock } from './state/clock.js';
import { setEphemerals } from './state/ephemeral.js';
import { heard } from './state/events.js';
import { setPage } from './state/log.js';
import { titleNow } from './state/notice.js';
import { startRoute } from './state/route.js';
import { App } from './shell/app.js';
import { startKeys } from './shell/keys.js';
import { Layers } from './ui/layer.js';
import { startTooltips } from './ui/tooltip.js';
import { Modals } from './views/modal.js';
import { useStore } from './core/store.js';

function begin(known) {
  update({
    me: known.me,
    workspace: known.workspace,
    people: Object.fromEntries(known.people.map((person) => [person.id, person])),
    views: known.views,
    scenario: { ...known.scenario, steps: [] },
  });
  setClock(known.workspace.clock);
  setChannels(known.channels);
  if (!known.channel) return;
  const channel = state.channels[known.channel];
  setPage(known.channel, known.log, { newFrom: channel.unread_count ? channel.last_read || '0' : '' });
  put('members', known.channel, known.members);
  setEphemerals(known.channel, known.ephemeral);
}

/** Keeps the window's title with what is unread. */
function Title() {
  useStore((now) => [now.channels, now.route]);
  document.title = titleNow();
  return null;
}

const known = JSON.parse(document.getElementById('boot').textContent);
const app = document.getElementById('app');
begin(known);
startRoute(known);
app.replaceChildren();
render(html`<${App} /><${Title} />`, app);
render(html`<${Layers} modals=${html`<${Modals} />`} />`, document.getElementById('layers'));
startKeys();
startTooltips();
openFeed(heard);
