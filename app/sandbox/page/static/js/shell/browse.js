// Finding channels to join, and making new ones.
import { html, useState } from '../core/dom.js';
import { mine } from '../core/api.js';
import { put, useStore } from '../core/store.js';
import { isNamed, reloadChannel } from '../state/channels.js';
import { orTell, sentence } from '../state/notice.js';
import { join, openChannel } from '../state/route.js';
import { Icon } from '../ui/icon.js';
import { Dialog, openDialog } from '../ui/layer.js';

function Browse({ close }) {
  const channels = useStore((now) => now.channels);
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const found = Object.values(channels).filter((each) => isNamed(each) && each.name.includes(wanted)).sort((one, other) => one.name.localeCompare(other.name));
  const open = (id) => {
    close();
    openChannel(id);
  };
  const enter = async (channel) => {
    if (orTell(await join(channel.id))) reloadChannel(channel.id);
  };
  return html`<${Dialog} title="All channels" onClose=${close} kind="dialog-details" foot=${html`<button type="button" class="button button-primary" onClick=${() => {
    close();
    createChannel();
  }}>Create a channel</button>`}>
    <input class="field" type="search" placeholder="Search for channels" aria-label="Search for channels" value=${typed} onInput=${(event) => setTyped(event.target.value)} />
    <ul class="browse">${found.map((each) => html`<li key=${each.id} class="browse-row"><button type="button" class="browse-open" onClick=${() => open(each.id)}>
      <strong><${Icon} name=${each.kind === 'group' ? 'lock' : 'hash'} size=${15} />${each.name}</strong><span class="muted">${each.is_member ? 'Joined · ' : ''}${each.num_members} member${each.num_members === 1 ? '' : 's'}${each.is_archived ? ' · archived' : ''}${each.purpose?.value ? ` · ${each.purpose.value}` : ''}</span></button>
      ${!each.is_member && !each.is_archived && html`<button type="button" class="button button-small" aria-label=${`Join ${each.name}`} onClick=${() => enter(each)}>Join</button>`}</li>`)}
      ${!found.length && html`<li class="pane-empty">No channel is called that.</li>`}</ul><//>`;
}

export function browseChannels() {
  openDialog((close) => html`<${Browse} close=${close} />`);
}

/** A name as channels may have it: lowercase, no spaces. */
function tidied(name) {
  return name.toLowerCase().replace(/[\s.]+/g, '-').replace(/^#/, '').slice(0, 80);
}

function Create({ close }) {
  const [name, setName] = useState('');
  const [hidden, setHidden] = useState(false);
  const [trouble, setTrouble] = useState('');
  const submit = async (event) => {
    event.preventDefault();
    const answer = await mine('POST', ['channels'], { name, private: hidden });
    if (!answer.ok) {
      setTrouble(answer.error === 'name_taken' ? 'That name is taken by another channel. Choose a different one.' : sentence(answer.message || answer.error));
      return;
    }
    put('channels', answer.channel.id, answer.channel);
    close();
    openChannel(answer.channel.id);
  };
  return html`<${Dialog} title="Create a channel" onClose=${close} kind="dialog-small" foot=${html`<button type="button" class="button" onClick=${close}>Cancel</button><button type="submit" form="create-channel" class="button button-primary" disabled=${!name}>Create</button>`}>
    <form id="create-channel" class="facts" onSubmit=${submit}>
      <label class="input-label" for="new-channel">Name</label>
      <input id="new-channel" class=${trouble ? 'field invalid' : 'field'} data-autofocus placeholder="e.g. plan-budget" value=${name} maxlength="80" aria-describedby=${trouble ? 'new-channel-error' : undefined} aria-invalid=${trouble ? true : undefined} onInput=${(event) => {
        setName(tidied(event.target.value));
        setTrouble('');
      }} />
      ${trouble && html`<div class="input-error" id="new-channel-error" role="alert"><${Icon} name="warning" size=${16} />${trouble}</div>`}
      <label class="choice"><input type="checkbox" checked=${hidden} onChange=${(event) => setHidden(event.target.checked)} /><span class="choice-words">Private<span class="choice-hint">Only people who are invited can find and read it</span></span></label>
    </form><//>`;
}

export function createChannel() {
  openDialog((close) => html`<${Create} close=${close} />`);
}
