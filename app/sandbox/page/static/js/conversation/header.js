// The head of a conversation: its name, topic, members, pins and bookmarks.
import { classes, html } from '../core/dom.js';
import { update, useStore } from '../core/store.js';
import { isNamed, partnerOf, titleOf } from '../state/channels.js';
import { personOf } from '../state/people.js';
import { openAddress, togglePane } from '../state/route.js';
import { plain, MrkdwnLine } from '../text/draw.js';
import { Emoji } from '../text/emoji.js';
import { safeUrl } from '../text/urls.js';
import { Avatar } from '../ui/avatar.js';
import { Icon, IconButton } from '../ui/icon.js';
import { showPerson } from '../ui/profile.js';
import { openDetails } from './details.js';

function Title({ channel }) {
  if (isNamed(channel)) {
    return html`<button type="button" class="channel-name" onClick=${() => openDetails(channel.id, 'about')} aria-haspopup="dialog"><${Icon} name=${channel.kind === 'group' ? 'lock' : 'hash'} size=${20} /><span>${channel.name}</span><${Icon} name="down" size=${14} /></button>`;
  }
  const partner = partnerOf(channel);
  return html`<button type="button" class="channel-name" onClick=${(event) => showPerson(event.currentTarget, partner)}><${Avatar} id=${partner} size=${24} /><span>${titleOf(channel)}</span>${personOf(partner)?.is_bot && html`<span class="badge-app">APP</span>`}</button>`;
}

function Members({ channel }) {
  const members = useStore((now) => now.members[channel.id]);
  if (!isNamed(channel)) return null;
  const shown = (members || []).slice(0, 3);
  return html`<button type="button" class="head-members" aria-label=${`${channel.num_members} members`} data-tip="View all members" onClick=${() => openDetails(channel.id, 'members')}>
    <span class="head-faces">${shown.map((id) => html`<${Avatar} key=${id} id=${id} size=${20} />`)}</span>${channel.num_members}</button>`;
}

function Bookmark({ mark }) {
  const open = (event) => {
    if (openAddress(mark.link)) event.preventDefault();
  };
  const emoji = mark.emoji?.replaceAll(':', '');
  return html`<a class="bookmark" href=${safeUrl(mark.link) || undefined} target="_blank" rel="noreferrer noopener" data-tip=${mark.link} onClick=${open}>
    ${emoji ? html`<${Emoji} name=${emoji} />` : html`<${Icon} name="bookmark" size=${15} />`}<span>${plain(mark.title)}</span></a>`;
}

/** What is kept at hand in a channel: pins, its canvas, bookmarks. */
function Shelf({ channel }) {
  const pane = useStore((now) => now.pane);
  const { bookmarks = [], pin_count: pins = 0, canvas } = channel;
  if (!pins && !canvas && !bookmarks.length) return null;
  const on = (kind) => classes('shelf-item', pane?.kind === kind && pane.channel === channel.id && 'on');
  return html`<div class="shelf" role="toolbar" aria-label="Pins and bookmarks">
    ${pins > 0 && html`<button type="button" class=${on('pins')} onClick=${() => togglePane({ kind: 'pins', channel: channel.id })}><${Icon} name="pin" size=${15} />${pins} pinned</button>`}
    ${canvas && html`<button type="button" class=${on('canvas')} onClick=${() => togglePane({ kind: 'canvas', channel: channel.id, file: canvas })}><${Icon} name="canvas" size=${15} />Canvas</button>`}
    ${bookmarks.map((mark) => html`<${Bookmark} key=${mark.id} mark=${mark} />`)}
  </div>`;
}

export function ChannelHeader({ channel: id }) {
  const channel = useStore((now) => now.channels[id]);
  if (!channel) return html`<header class="channel-head"></header>`;
  const topic = channel.topic?.value;
  return html`<header class="channel-head-wrap"><div class="channel-head">
    <${IconButton} icon="back" label="Back to the list of channels" kind="only-narrow" onClick=${() => update({ listShown: true })} />
    <h1 class="channel-title"><${Title} channel=${channel} /></h1>
    ${isNamed(channel) && html`<button type="button" class="channel-topic" onClick=${() => openDetails(id, 'about')} data-tip=${topic ? undefined : 'Set a topic'}>${topic ? html`<${MrkdwnLine} text=${topic} />` : html`<span class="muted">Add a topic</span>`}</button>`}
    <span class="grow"></span>
    <${Members} channel=${channel} />
  </div><${Shelf} channel=${channel} /></header>`;
}
