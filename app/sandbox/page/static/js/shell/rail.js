// The strip at the left edge: the workspace, what is always at hand, and who one is.
import { classes, html } from '../core/dom.js';
import { state, update, useStore } from '../core/store.js';
import { openChannel, togglePane } from '../state/route.js';
import { personOf } from '../state/people.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { openHelp } from './help.js';
import { openPeople, openThemes } from './switch.js';
import { openSwitcher } from './quick.js';

function RailItem({ icon, label, on, act }) {
  return html`<button type="button" class=${classes('rail-item', on && 'on')} onClick=${act} aria-label=${label}><span class="rail-face"><${Icon} name=${icon} size=${20} /></span><span class="rail-label" aria-hidden="true">${label}</span></button>`;
}

function goHome() {
  const general = Object.values(state.channels).find((each) => each.is_general);
  if (state.route.page === 'search' && general) openChannel(general.id);
  update({ listShown: true });
}

export function Rail() {
  const [team, pane, route, scenario, me] = useStore((now) => [now.workspace.team, now.pane, now.route, now.scenario, now.me]);
  const playable = scenario.scenarios.length > 0 || scenario.play;
  return html`<div class="rail" role="toolbar" aria-label="Workspace tools">
    <span class="rail-team" aria-hidden="true">${[...team.name][0]}</span>
    <${RailItem} icon="home" label="Home" on=${route.page === 'channel'} act=${goHome} />
    <${RailItem} icon="search" label="Search" on=${route.page === 'search'} act=${() => openSwitcher()} />
    ${playable && html`<${RailItem} icon="play" label="Play" on=${pane?.kind === 'play'} act=${() => togglePane({ kind: 'play' })} />`}
    <span class="grow"></span>
    <${RailItem} icon="info" label="Help" act=${(event) => openHelp(event.currentTarget)} />
    <${RailItem} icon="moon" label="Theme" act=${(event) => openThemes(event.currentTarget)} />
    <button type="button" class="rail-me" aria-haspopup="menu" aria-label=${`${personOf(me).real_name}: be someone else`} onClick=${(event) => openPeople(event.currentTarget, { place: 'right', align: 'start' })}><${Avatar} id=${me} size=${36} /></button>
  </div>`;
}
