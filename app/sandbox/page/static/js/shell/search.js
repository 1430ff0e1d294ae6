// What a search finds, in the place of a conversation.
import { html, useEffect, useRef, useState } from '../core/dom.js';
import { mine } from '../core/api.js';
import { state, update, useStore } from '../core/store.js';
import { openDm, signedTitle } from '../state/channels.js';
import { openChannel, openSearch } from '../state/route.js';
import { dayDivider } from '../text/dates.js';
import { Avatar } from '../ui/avatar.js';
import { Icon, IconButton } from '../ui/icon.js';
import { Message } from '../conversation/message.js';

const NOTHING = { people: [], channels: [], messages: [] };

function useFound(query) {
  const [found, setFound] = useState(null);
  useEffect(() => {
    let stale = false;
    setFound(null);
    mine('GET', ['search'], undefined, { q: query }).then((answer) => !stale && setFound(answer.ok ? answer : NOTHING));
    return () => {
      stale = true;
    };
  }, [query]);
  return found;
}

function FoundMessage({ each }) {
  const channel = useStore((now) => now.channels[each.channel]);
  const { message } = each;
  const jump = () => openChannel(each.channel, { ts: message.ts, thread: message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : '' });
  return html`<article class="found"><header><strong>${channel ? signedTitle(channel) : each.channel}</strong><span class="muted">${dayDivider(message.ts)}</span><span class="grow"></span><button type="button" class="link" onClick=${jump}>Jump</button></header>
    <${Message} message=${message} channel=${each.channel} inThread still /></article>`;
}

export function SearchPage() {
  const query = useStore((now) => now.route.query || '');
  const [typed, setTyped] = useState(query);
  const found = useFound(query);
  const field = useRef();
  useEffect(() => setTyped(query), [query]);
  useEffect(() => field.current.focus(), []);
  const submit = (event) => {
    event.preventDefault();
    if (typed.trim()) openSearch(typed.trim());
  };
  const { messages, channels, people } = found || NOTHING;
  const none = found && !messages.length && !channels.length && !people.length;
  const dm = async (id) => {
    const channel = await openDm([id]);
    if (channel) openChannel(channel);
  };
  return html`<header class="channel-head-wrap"><div class="channel-head"><${IconButton} icon="back" label="Back to the list of channels" kind="only-narrow" onClick=${() => update({ listShown: true })} />
      <form class="search-form" role="search" onSubmit=${submit}><${Icon} name="search" /><input ref=${field} type="search" aria-label="Search" value=${typed} onInput=${(event) => setTyped(event.target.value)} /></form></div></header>
    <div class="home-scroll" tabindex="0"><div class="search-found">
      ${none && html`<div class="pane-empty"><${Icon} name="search" size=${32} /><p>Nothing was found for “${query}”. Try another word, or a part of it.</p></div>`}
      ${(channels.length > 0 || people.length > 0) && html`<div class="found-names">${channels.map((each) => html`<button key=${each.id} type="button" class="button button-small" onClick=${() => openChannel(each.id)}><${Icon} name=${each.kind === 'group' ? 'lock' : 'hash'} size=${15} />${each.name}</button>`)}
        ${people.filter((each) => each.id !== state.workspace.app.bot_user).map((each) => html`<button key=${each.id} type="button" class="button button-small" onClick=${() => dm(each.id)}><${Avatar} id=${each.id} size=${20} />${each.real_name}</button>`)}</div>`}
      ${messages.length > 0 && html`<h2 class="found-title">${messages.length === 20 ? 'The newest 20 messages' : `${messages.length} message${messages.length === 1 ? '' : 's'}`}</h2>`}
      ${messages.map((each) => html`<${FoundMessage} key=${`${each.channel}${each.message.ts}`} each=${each} />`)}
    </div></div>`;
}
