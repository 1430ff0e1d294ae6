// All about a channel: topic, description, members, and what can be done to it.
import { html, useState } from '../core/dom.js';
import { mine } from '../core/api.js';
import { put, state, useStore } from '../core/store.js';
import { reloadChannel, signedTitle } from '../state/channels.js';
import { humans, nameOf, personOf } from '../state/people.js';
import { orTell, toast } from '../state/notice.js';
import { openChannel } from '../state/route.js';
import { typedText } from '../text/typed.js';
import { Avatar } from '../ui/avatar.js';
import { Dialog, confirmDialog, openDialog } from '../ui/layer.js';
import { MrkdwnLine } from '../text/draw.js';

const TABS = [['about', 'About'], ['members', 'Members'], ['settings', 'Settings']];

async function change(channel, body) {
  const answer = await mine('PATCH', ['channels', channel.id], body);
  if (orTell(answer)) put('channels', channel.id, answer.channel);
  return answer.ok;
}

/** A text that is shown, and can be changed in place. */
function Editable({ label, value, placeholder, save, longest = 250, hint }) {
  const [text, setText] = useState(null);
  if (text === null) {
    return html`<div class="fact"><div class="fact-head"><h3>${label}</h3><button type="button" class="link" aria-label=${`Edit ${label.toLowerCase()}`} onClick=${() => setText(typedText(value))}>Edit</button></div><p>${value ? html`<${MrkdwnLine} text=${value} />` : html`<span class="muted">${placeholder}</span>`}</p></div>`;
  }
  const submit = async (event) => {
    event.preventDefault();
    if (await save(text.trim())) setText(null);
  };
  return html`<form class="fact" onSubmit=${submit}><label class="fact-head"><h3>${label}</h3></label>
    <input class="field" aria-label=${label} value=${text} maxlength=${longest} ref=${(box) => box && document.activeElement === document.body && box.focus()} onInput=${(event) => setText(event.target.value)} />
    ${hint && html`<p class="input-hint">${hint}</p>`}
    <div class="fact-acts"><button type="button" class="button button-small" onClick=${() => setText(null)}>Cancel</button><button type="submit" class="button button-small button-primary">Save</button></div></form>`;
}

function About({ channel }) {
  const made = new Date(channel.created * 1000).toLocaleDateString('en-US', { year: 'numeric', month: 'long', day: 'numeric' });
  return html`<div class="facts">
    <${Editable} label="Topic" value=${channel.topic?.value} placeholder="Add a topic" save=${(topic) => change(channel, { topic })} />
    <${Editable} label="Description" value=${channel.purpose?.value} placeholder="Add a description" save=${(purpose) => change(channel, { purpose })} />
    <div class="fact"><h3>Created by</h3><p>${nameOf(channel.creator)} on ${made}</p></div>
    <div class="fact"><h3>Channel ID</h3><p><code>${channel.id}</code></p></div></div>`;
}

function Members({ channel, members, close }) {
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const fits = (id) => nameOf(id).toLowerCase().includes(wanted);
  const inside = members.filter(fits);
  const outside = humans().map((each) => each.id).filter((id) => !members.includes(id) && fits(id));
  const add = async (id) => {
    const answer = await mine('POST', ['channels', channel.id, 'invite'], { users: [id] });
    if (orTell(answer)) reloadChannel(channel.id);
  };
  const row = (id, act) => html`<li key=${id} class="member"><${Avatar} id=${id} size=${36} /><span class="member-words"><strong>${nameOf(id)}</strong>${id === state.me && html`<span class="muted"> (you)</span>`}${personOf(id)?.is_bot && html` <span class="badge-app">APP</span>`}<span class="muted member-title">${personOf(id)?.profile?.title}</span></span>${act}</li>`;
  return html`<div class="facts"><input class="field" type="search" placeholder="Find members" aria-label="Find members" value=${typed} onInput=${(event) => setTyped(event.target.value)} />
    <ul class="members">${inside.map((id) => row(id))}</ul>
    ${channel.is_member && outside.length > 0 && html`<h3>Not in this channel</h3><ul class="members">${outside.map((id) => row(id, html`<button type="button" class="button button-small" aria-label=${`Add ${nameOf(id)}`} onClick=${() => add(id)}>Add</button>`))}</ul>`}
    ${!channel.is_member && html`<button type="button" class="button" onClick=${close}>Join the channel to add people</button>`}</div>`;
}

function Settings({ channel, close }) {
  const archive = async () => {
    const yes = await confirmDialog({ title: `Archive ${signedTitle(channel)}?`, text: 'Nobody can write in it then. It can be read and found, and unarchived.', yes: 'Archive', danger: true });
    if (yes && (await change(channel, { archived: true }))) close();
  };
  const leave = async () => {
    const answer = await mine('POST', ['channels', channel.id, 'leave']);
    if (!orTell(answer)) return;
    close();
    toast(`You left ${signedTitle(channel)}`);
    const general = Object.values(state.channels).find((each) => each.is_general);
    reloadChannel(channel.id);
    if (general) openChannel(general.id);
  };
  return html`<div class="facts">
    <${Editable} label="Channel name" value=${channel.name} save=${(name) => change(channel, { name })} longest=${80} hint="Lowercase letters, digits, - and _ only" />
    ${channel.is_member && !channel.is_general && html`<div class="fact"><button type="button" class="button" onClick=${leave}>Leave channel</button></div>`}
    ${!channel.is_general && html`<div class="fact"><button type="button" class="button button-danger" onClick=${channel.is_archived ? () => change(channel, { archived: false }) : archive}>${channel.is_archived ? 'Unarchive channel' : 'Archive channel for everyone'}</button></div>`}</div>`;
}

function Details({ id, first, close }) {
  const [tab, setTab] = useState(first);
  const [channel, members = []] = useStore((now) => [now.channels[id], now.members[id]]);
  if (!channel) return null;
  const body = { about: About, members: Members, settings: Settings }[tab];
  return html`<${Dialog} title=${signedTitle(channel)} onClose=${close} kind="dialog-details">
    <div class="tabs" role="tablist">${TABS.map(([key, label]) => html`<button key=${key} type="button" role="tab" aria-selected=${tab === key} class="tab" onClick=${() => setTab(key)}>${label}${key === 'members' && ` ${members.length}`}</button>`)}</div>
    <${body} channel=${channel} members=${members} close=${close} /><//>`;
}

/** Opens all about a channel, at `about`, `members` or `settings`. */
export function openDetails(id, first) {
  reloadChannel(id);
  openDialog((close) => html`<${Details} id=${id} first=${first} close=${close} />`);
}
