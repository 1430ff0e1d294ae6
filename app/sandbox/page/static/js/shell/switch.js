// Being someone else: any of the people, here or in another window.
import { html } from '../core/dom.js';
import { state } from '../core/store.js';
import { humans } from '../state/people.js';
import { setTheme, theme } from '../state/prefs.js';
import { become } from '../state/route.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { openPopover } from '../ui/layer.js';
import { arrowKeys, openMenu } from '../ui/menu.js';

function Person({ person }) {
  const here = person.id === state.me;
  const { channel } = state.route;
  const address = `/as/${encodeURIComponent(person.name)}${channel ? `/${channel}` : ''}`;
  return html`<div class="switch-row">
    <button type="button" class="menu-item" role="menuitemradio" aria-checked=${here} onClick=${() => !here && become(person)}>
      <${Avatar} id=${person.id} size=${36} /><span class="menu-words"><span class="menu-label"><strong>${person.real_name}</strong></span><span class="menu-hint">${person.profile?.title}</span></span>${here && html`<${Icon} name="check" />`}</button>
    ${!here && html`<a class="icon-button" href=${address} target="_blank" rel="opener" aria-label=${`Be ${person.real_name} in another tab`} data-tip="In another tab"><${Icon} name="external" /></a>`}
  </div>`;
}

function People() {
  return html`<div class="switch" role="menu" aria-label="Be someone else" onKeyDown=${arrowKeys}><div class="switch-head"><strong>Who are you?</strong><span class="muted">Be any of them. Two tabs can be two people.</span></div>
    ${humans().map((each) => html`<${Person} key=${each.id} person=${each} />`)}</div>`;
}

/** Opens the list of people to be. */
export function openPeople(anchor, options = {}) {
  openPopover(anchor, () => html`<${People} />`, { kind: 'people', label: 'Be someone else', align: 'end', ...options });
}

/** Light, dark, or as the system has it. */
export function openThemes(anchor) {
  const item = (value, label, icon) => ({ label, icon, checked: theme() === value, act: () => setTheme(value) });
  openMenu(anchor, 'Appearance', [{ heading: 'Appearance' }, item('', 'As the system', 'system'), item('light', 'Light', 'sun'), item('dark', 'Dark', 'moon')], { place: 'right', align: 'start' });
}
