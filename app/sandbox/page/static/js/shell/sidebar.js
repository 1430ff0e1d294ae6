// The list of conversations.
import { classes, html, useState } from '../core/dom.js';
import { state, useStore } from '../core/store.js';
import { isAppDm, isNamed, openDm, partnerOf, titleOf } from '../state/channels.js';
import { humans, personOf } from '../state/people.js';
import { folded, setFolded } from '../state/prefs.js';
import { openChannel } from '../state/route.js';
import { useShortcut } from '../state/say.js';
import { Avatar } from '../ui/avatar.js';
import { Icon, IconButton } from '../ui/icon.js';
import { openMenu } from '../ui/menu.js';
import { openApp } from '../views/home.js';
import { browseChannels, createChannel } from './browse.js';
import { openSwitcher } from './quick.js';

const MOST_SHOWN = 99;

function Badge({ count }) {
  return count ? html`<span class="badge" aria-label=${`${count} mentions`}>${count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}</span>` : null;
}

function Item({ channel, icon, name, mark }) {
  const here = useStore((now) => now.route.page === 'channel' && now.route.channel === channel.id);
  const unread = channel.unread_count > 0;
  const kind = classes('sidebar-item', here && 'active', unread && 'unread', channel.is_archived && 'archived');
  return html`<li><button type="button" class=${kind} aria-current=${here ? 'page' : undefined} data-channel=${channel.id} onClick=${() => openChannel(channel.id)}>
    <span class="sidebar-icon">${icon}</span><span class="sidebar-name">${name}</span>${mark}${unread && html`<span class="unseen"> (unread)</span>`}<${Badge} count=${channel.mention_count} /></button></li>`;
}

function Section({ name, label, children, act }) {
  const [shut, setShut] = useState(folded().includes(name));
  const fold = () => {
    setFolded(shut ? folded().filter((each) => each !== name) : [...folded(), name]);
    setShut(!shut);
  };
  // What is unread shows even in a section that is folded.
  const shown = shut ? children.filter((child) => child.props?.channel?.unread_count || child.props?.channel?.id === state.route.channel) : children;
  return html`<section class="sidebar-section"><div class="sidebar-title"><button type="button" aria-expanded=${!shut} onClick=${fold}><span class=${classes('sidebar-fold', shut && 'shut')}><${Icon} name="down" size=${12} /></span>${label}</button>${act}</div><ul>${shown}</ul></section>`;
}

function byName(one, other) {
  return titleOf(one).localeCompare(titleOf(other));
}

function sorted(channels) {
  const all = Object.values(channels);
  const active = state.route.channel;
  return {
    named: all.filter((each) => isNamed(each) && (each.is_member || each.id === active) && (!each.is_archived || each.id === active)).sort(byName),
    dms: all.filter((each) => !isNamed(each) && !isAppDm(each)).sort((one, other) => (one.latest_ts < other.latest_ts ? 1 : -1)),
    apps: all.filter(isAppDm).sort(byName),
  };
}

/** Somebody one has not written to yet. */
function Stranger({ person }) {
  const open = async () => {
    const id = await openDm([person.id]);
    if (id) openChannel(id);
  };
  return html`<li><button type="button" class="sidebar-item" onClick=${open}><span class="sidebar-icon"><${Avatar} id=${person.id} size=${20} /></span><span class="sidebar-name">${person.real_name}</span>${person.id === state.me && html`<span class="sidebar-you">you</span>`}</button></li>`;
}

function DmItem({ channel }) {
  const partner = partnerOf(channel);
  return html`<${Item} channel=${channel} icon=${html`<${Avatar} id=${partner} size=${20} />`} name=${titleOf(channel)} mark=${partner === state.me && channel.kind === 'im' && html`<span class="sidebar-you">you</span>`} />`;
}

function Compose() {
  const shortcuts = state.workspace.app.shortcuts.filter((each) => each.type === 'global');
  const menu = (event) => openMenu(event.currentTarget, 'Create', [
    { label: 'Message', hint: 'Start a conversation', icon: 'chat', moves: true, act: () => openSwitcher() },
    { label: 'Channel', hint: 'Start a group conversation by topic', icon: 'hash', moves: true, act: createChannel },
    ...shortcuts.map((each) => ({ label: each.name, hint: `${each.description} · ${state.workspace.app.name}`, icon: 'bolt', moves: true, act: () => useShortcut(each) })),
  ]);
  return html`<${IconButton} icon="edit" label="New message" kind="sidebar-compose" aria-haspopup="menu" onClick=${menu} />`;
}

export function Sidebar() {
  const [channels, route, workspace] = useStore((now) => [now.channels, now.route, now.workspace]);
  const { named, dms, apps } = sorted(channels);
  const known = new Set(dms.filter((each) => each.kind === 'im').map(partnerOf));
  const strangers = humans().filter((each) => !known.has(each.id));
  const { app } = workspace;
  const add = (event) => openMenu(event.currentTarget, 'Add channels', [
    { label: 'Create a channel', icon: 'plus', moves: true, act: createChannel },
    { label: 'Browse channels', icon: 'search', moves: true, act: browseChannels },
  ]);
  const icon = (channel) => html`<${Icon} name=${channel.kind === 'group' ? 'lock' : 'hash'} size=${16} />`;
  return html`<nav class="sidebar" aria-label="Channels and direct messages" data-route=${route.channel}>
    <div class="sidebar-head"><span class="sidebar-team">${workspace.team.name}</span><span class="grow"></span><${Compose} /></div>
    <div class="sidebar-scroll">
      <${Section} name="channels" label="Channels" act=${html`<${IconButton} icon="plus" size=${16} label="Add channels" aria-haspopup="menu" onClick=${add} />`}>
        ${named.map((channel) => html`<${Item} key=${channel.id} channel=${channel} icon=${icon(channel)} name=${channel.name} />`)}
      <//>
      <${Section} name="dms" label="Direct messages" act=${html`<${IconButton} icon="plus" size=${16} label="New direct message" onClick=${() => openSwitcher()} />`}>
        ${dms.map((channel) => html`<${DmItem} key=${channel.id} channel=${channel} />`)}
        ${strangers.map((person) => html`<${Stranger} key=${person.id} person=${person} />`)}
      <//>
      <${Section} name="apps" label="Apps">
        ${!apps.some((each) => partnerOf(each) === app.bot_user) && html`<li key="app"><button type="button" class="sidebar-item" onClick=${() => openApp(openChannel)}><span class="sidebar-icon"><${Avatar} id=${app.bot_user} size=${20} /></span><span class="sidebar-name">${personOf(app.bot_user)?.real_name || app.name}</span></button></li>`}
        ${apps.map((channel) => html`<${Item} key=${channel.id} channel=${channel} icon=${html`<${Avatar} id=${partnerOf(channel)} size=${20} />`} name=${titleOf(channel)} />`)}
      <//>
    </div>
  </nav>`;
}
