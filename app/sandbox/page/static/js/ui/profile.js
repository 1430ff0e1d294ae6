// Who somebody is: a small card beside their name.
import { html } from '../core/dom.js';
import { useStore } from '../core/store.js';
import { openDm } from '../state/channels.js';
import { now } from '../state/clock.js';
import { groupOf, localTime, nameOf, personOf } from '../state/people.js';
import { become, openChannel } from '../state/route.js';
import { Avatar } from './avatar.js';
import { Icon } from './icon.js';
import { closePopover, openPopover } from './layer.js';

async function message(id) {
  closePopover({ refocus: false });
  const channel = await openDm([id]);
  if (channel) openChannel(channel);
}

function Card({ id }) {
  const [person, me] = useStore((state) => [personOf(id), state.me]);
  if (!person) return html`<div class="card-person"><p>Nobody here is called ${id}.</p></div>`;
  const title = person.profile?.title;
  const email = person.profile?.email;
  const other = id !== me;
  return html`<div class="card-person">
    <${Avatar} id=${id} size=${72} />
    <h3>${person.real_name}${person.is_bot && html` <span class="badge-app">APP</span>`}</h3>
    ${title && html`<p>${title}</p>`}
    ${!person.is_bot && html`<p class="card-fact"><${Icon} name="clock" />${localTime(person, now())} local time</p>`}
    <p class="card-fact"><${Icon} name="at" />${person.name}</p>
    ${email && html`<p class="card-fact"><${Icon} name="mail" />${email}</p>`}
    <div class="card-acts">
      ${other && id !== 'USLACKBOT' && html`<button type="button" class="button" onClick=${() => message(id)}>Message</button>`}
      ${other && !person.is_bot && html`<button type="button" class="button" onClick=${() => become(person)}>Be ${person.real_name.split(' ')[0]}</button>`}
    </div>
  </div>`;
}

export function showPerson(anchor, id) {
  openPopover(anchor, () => html`<${Card} id=${id} />`, { kind: 'card', label: nameOf(id), role: 'dialog' });
}

export function showGroup(anchor, id) {
  const group = groupOf(id);
  openPopover(anchor, () => html`<div class="card-person"><h3>${group ? group.name : id}</h3>
    ${group?.users.map((user) => html`<p key=${user} class="card-fact"><${Avatar} id=${user} size=${20} />${nameOf(user)}</p>`)}
  </div>`, { kind: 'card', label: group?.name || id, role: 'dialog' });
}
