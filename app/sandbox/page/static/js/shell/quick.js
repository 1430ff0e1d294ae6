// The quick switcher: conversations, people, shortcuts, and a way into search.
import { html, useLayoutEffect, useRef, useState } from '../core/dom.js';
import { state } from '../core/store.js';
import { isAppDm, isNamed, openDm, partnerOf, titleOf } from '../state/channels.js';
import { openChannel, openSearch } from '../state/route.js';
import { useShortcut } from '../state/say.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { openDialog } from '../ui/layer.js';
import { commands } from '../conversation/completion.js';
import { update } from '../core/store.js';

const MOST = 10;

function fits(words, typed) {
  return words.toLowerCase().includes(typed);
}

function channelEntries(typed) {
  return Object.values(state.channels).filter((each) => isNamed(each) || !isAppDm(each))
    .filter((each) => fits(titleOf(each), typed) && (!each.is_archived || typed))
    .sort((one, other) => rank(other, typed) - rank(one, typed) || (one.latest_ts < other.latest_ts ? 1 : -1))
    .map((each) => ({
      key: each.id, label: titleOf(each), hint: each.is_member ? '' : each.is_archived ? 'Archived' : 'Not joined', unread: each.unread_count > 0,
      before: isNamed(each) ? html`<${Icon} name=${each.kind === 'group' ? 'lock' : 'hash'} />` : html`<${Avatar} id=${partnerOf(each)} size=${20} />`,
      act: () => openChannel(each.id),
    }));
}

function rank(channel, typed) {
  return (titleOf(channel).toLowerCase().startsWith(typed) && typed ? 8 : 0) + (channel.mention_count ? 4 : 0) + (channel.unread_count ? 2 : 0) + (channel.is_member ? 1 : 0);
}

function peopleEntries(typed) {
  const known = new Set(Object.values(state.channels).filter((each) => each.kind === 'im' && !isAppDm(each)).map(partnerOf));
  return Object.values(state.people).filter((each) => !known.has(each.id) && !each.deleted && (fits(each.real_name, typed) || fits(each.name, typed))).map((each) => ({
    key: each.id, label: each.real_name, hint: each.profile?.title || '', before: html`<${Avatar} id=${each.id} size=${20} />`,
    act: async () => {
      const id = await openDm([each.id]);
      if (id) openChannel(id);
    },
  }));
}

function appEntries(typed) {
  const { app } = state.workspace;
  const shortcuts = app.shortcuts.filter((each) => each.type === 'global' && fits(each.name, typed)).map((each) => ({
    key: each.callback_id, label: each.name, hint: `Shortcut · ${app.name}`, before: html`<${Icon} name="bolt" />`, act: () => useShortcut(each),
  }));
  if (!typed.startsWith('/')) return shortcuts;
  return commands().filter((each) => each.name.startsWith(typed)).map((each) => ({
    key: each.name, label: each.name, hint: `${each.usage} · ${each.by}`, before: html`<${Icon} name="slash" />`,
    act: () => update({ compose: { key: `${state.route.channel}:`, text: `${each.name} ` } }),
  }));
}

function entries(typed) {
  const wanted = typed.trim().toLowerCase().replace(/^[#@]/, '');
  const found = [...channelEntries(wanted), ...peopleEntries(wanted), ...appEntries(wanted)].slice(0, MOST);
  if (!wanted || wanted.startsWith('/')) return found;
  return [...found, { key: 'search', label: html`Search messages for <strong>${typed.trim()}</strong>`, before: html`<${Icon} name="search" />`, act: () => openSearch(typed.trim()) }];
}

function Switcher({ close, first }) {
  const [typed, setTyped] = useState(first);
  const [at, setAt] = useState(0);
  const list = useRef();
  const found = entries(typed);
  useLayoutEffect(() => setAt(0), [typed]);
  useLayoutEffect(() => {
    list.current.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  const choose = (entry) => {
    close();
    entry?.act();
  };
  const keys = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((at + step + found.length) % found.length);
    else if (event.key === 'Enter' && !event.isComposing) choose(found[at]);
    else return;
    event.preventDefault();
  };
  return html`<div class="scrim scrim-top" onPointerDown=${(event) => event.target === event.currentTarget && close()}><div class="dialog quick" role="dialog" aria-modal="true" aria-label="Jump to a conversation">
    <div class="quick-head"><${Icon} name="search" /><input type="text" ref=${(box) => box && document.activeElement !== box && !box.dataset.seen && ((box.dataset.seen = '1'), box.focus(), box.select())} placeholder="Jump to a conversation, or search" aria-label="Jump to a conversation, or search" role="combobox" aria-expanded="true" aria-controls="quick-list" aria-activedescendant=${`quick-${at}`} value=${typed} onInput=${(event) => setTyped(event.target.value)} onKeyDown=${keys} autocomplete="off" spellcheck=${false} /><kbd>esc</kbd></div>
    <div ref=${list} id="quick-list" role="listbox" aria-label="Found" class="quick-list">${found.map((entry, index) => html`<div key=${entry.key} id=${`quick-${index}`} role="option" class="completion-item" aria-selected=${index === at} onPointerMove=${() => setAt(index)} onClick=${() => choose(entry)}>
      ${entry.before}<span class="menu-words quick-words"><span class=${entry.unread ? 'menu-label quick-unread' : 'menu-label'}>${entry.label}</span>${entry.hint && html`<span class="menu-hint">${entry.hint}</span>`}</span></div>`)}</div>
    <div class="quick-foot"><span><kbd>↑</kbd><kbd>↓</kbd> to choose</span><span><kbd>⏎</kbd> to open</span></div>
  </div></div>`;
}

/** Opens the switcher, with something typed already if so wanted. */
export function openSwitcher(typed = '') {
  openDialog((close) => html`<${Switcher} close=${close} first=${typed} />`);
}

