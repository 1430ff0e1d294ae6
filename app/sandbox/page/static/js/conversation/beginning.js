// What stands before the first message of a conversation.
import { html } from '../core/dom.js';
import { useStore } from '../core/store.js';
import { isNamed, partnerOf, signedTitle, titleOf } from '../state/channels.js';
import { isMe, nameOf, personOf } from '../state/people.js';
import { Mrkdwn } from '../text/draw.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { openHelp } from '../shell/help.js';
import { openDetails } from './details.js';

function ChannelStart({ channel }) {
  const made = channel.creator && html`${isMe(channel.creator) ? 'You' : nameOf(channel.creator)} created this channel. `;
  return html`<div class="beginning" role="presentation"><h2><${Icon} name=${channel.kind === 'group' ? 'lock' : 'hash'} size=${26} />${channel.name}</h2>
    <p>${made}This is the very beginning of <strong>${signedTitle(channel)}</strong>. ${channel.purpose?.value && html`<${Mrkdwn} text=${channel.purpose.value} />`}</p>
    ${channel.is_member && html`<div class="beginning-acts"><button type="button" class="button" onClick=${() => openDetails(channel.id, 'about')}><${Icon} name="edit" size=${16} />Edit description</button>
      <button type="button" class="button" onClick=${() => openDetails(channel.id, 'members')}><${Icon} name="people" size=${16} />Add people</button>
      ${channel.is_general && html`<button type="button" class="button" aria-haspopup="dialog" onClick=${(event) => openHelp(event.currentTarget)}><${Icon} name="info" size=${16} />What can I do here?</button>`}</div>`}</div>`;
}

function DmStart({ channel }) {
  const partner = partnerOf(channel);
  const person = personOf(partner);
  const words = isMe(partner) ? 'This is your space: drafts, lists, links. You can also talk to yourself here.'
    : person?.is_bot ? `This is the beginning of your messages with ${person.real_name}.`
      : html`This conversation is just between you and <strong>@${titleOf(channel)}</strong>.`;
  return html`<div class="beginning" role="presentation"><div class="beginning-who"><${Avatar} id=${partner} size=${72} /><h2>${titleOf(channel)}</h2></div><p>${words}</p></div>`;
}

export function Beginning({ channel: id }) {
  const channel = useStore((now) => now.channels[id]);
  if (!channel) return null;
  return isNamed(channel) ? html`<${ChannelStart} channel=${channel} />` : html`<${DmStart} channel=${channel} />`;
}
