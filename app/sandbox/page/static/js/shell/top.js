// The strip over everything: that this is a sandbox, search, and who one is.
import { html } from '../core/dom.js';
import { state, useStore } from '../core/store.js';
import { personOf } from '../state/people.js';
import { Avatar } from '../ui/avatar.js';
import { Icon, IconButton } from '../ui/icon.js';
import { openHelp } from './help.js';
import { openSwitcher } from './quick.js';
import { openPeople } from './switch.js';

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

export function Top() {
  const [me, workspace, connection] = useStore((now) => [now.me, now.workspace, now.connection]);
  const person = personOf(me);
  return html`<header class="banner" aria-label="Workspace">
    <button type="button" class="banner-mark" data-tip=${workspace.banner} aria-label=${workspace.banner} onClick=${(event) => openHelp(event.currentTarget)}>Sandbox</button><span class="banner-text">${workspace.banner}</span>
    <button type="button" class="search-button" onClick=${() => openSwitcher(state.route.query || '')} aria-label="Search and jump" aria-keyshortcuts="Control+K"><${Icon} name="search" size=${15} /><span>Search ${workspace.team.name}</span><kbd>${MAC ? '⌘' : 'Ctrl'} K</kbd></button>
    <span class="banner-end">
      ${connection === 'offline' && html`<span class="banner-offline" role="status"><${Icon} name="warning" size=${15} />Reconnecting…</span>`}
      <${IconButton} icon="info" label="What can I do here?" kind="banner-button" onClick=${(event) => openHelp(event.currentTarget)} />
      <button type="button" class="who" aria-haspopup="menu" aria-label=${`You are ${person.real_name}. Be someone else`} onClick=${(event) => openPeople(event.currentTarget)}><${Avatar} id=${me} size=${24} /><span class="who-name">${person.real_name}</span><${Icon} name="down" size=${14} /></button>
    </span>
  </header>`;
}
