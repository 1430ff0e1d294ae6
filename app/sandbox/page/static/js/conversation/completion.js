// Completing what is typed: commands, people, channels, emoji.
import { html } from '../core/dom.js';
import { state } from '../core/store.js';
import { isNamed } from '../state/channels.js';
import { useShortcut } from '../state/say.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { Emoji, findEmoji } from '../text/emoji.js';

const MOST = 9;
/** What Slack's own commands do. */
const OWN = {
  '/archive': ['', 'Archive this channel'],
  '/invite': ['@someone', 'Invite someone to this channel'],
  '/join': ['#channel', 'Join a channel'],
  '/leave': ['', 'Leave this channel'],
  '/me': ['your message', 'Say something as an action'],
  '/topic': ['new topic', 'Set the topic of this channel'],
};

/** Every command: `{name, usage, says, by}`. */
export function commands() {
  const { app, own_commands: own } = state.workspace;
  const apps = app.commands.map((each) => ({ name: each.command, usage: each.usage_hint, says: each.description, by: app.name, bot: app.bot_user }));
  const slack = own.map((name) => ({ name, usage: OWN[name]?.[0] || '', says: OWN[name]?.[1] || '', by: 'Slack' }));
  return [...apps, ...slack];
}

function commandItems(typed) {
  const wanted = typed.toLowerCase();
  const found = commands().filter((each) => each.name.startsWith(wanted)).map((each) => ({
    key: each.name,
    insert: `${each.name} `,
    exact: each.name === wanted,
    label: html`<strong>${each.name}</strong> <span class="muted">${each.usage}</span>`,
    hint: `${each.says}${each.by ? ` · ${each.by}` : ''}`,
    before: each.bot ? html`<${Avatar} id=${each.bot} size=${20} />` : html`<${Icon} name="slash" />`,
  }));
  const { app } = state.workspace;
  const shortcuts = app.shortcuts.filter((each) => each.type === 'global' && each.name.toLowerCase().includes(wanted.slice(1))).map((each) => ({
    key: each.callback_id, label: html`<strong>${each.name}</strong>`, hint: `${each.description} · ${app.name}`, before: html`<${Icon} name="bolt" />`, act: () => useShortcut(each),
  }));
  return [...found, ...shortcuts];
}

function personItems(typed) {
  const wanted = typed.toLowerCase();
  const fits = (...names) => names.some((name) => name.toLowerCase().startsWith(wanted));
  const people = Object.values(state.people)
    .filter((each) => !each.deleted && (fits(each.name, each.real_name) || each.real_name.toLowerCase().split(' ').some((part) => fits(part))))
    .map((each) => ({ key: each.id, insert: `@${each.name} `, label: html`<strong>${each.real_name}</strong> <span class="muted">${each.name}</span>`, before: html`<${Avatar} id=${each.id} size=${20} />` }));
  const groups = state.workspace.groups.filter((each) => fits(each.handle, each.name))
    .map((each) => ({ key: each.id, insert: `@${each.handle} `, label: html`<strong>@${each.handle}</strong> <span class="muted">${each.name}</span>`, before: html`<${Icon} name="people" />` }));
  const everyone = [['here', 'Notify everyone who is here'], ['channel', 'Notify everyone in this channel']].filter(([name]) => fits(name))
    .map(([name, says]) => ({ key: name, insert: `@${name} `, label: html`<strong>@${name}</strong> <span class="muted">${says}</span>`, before: html`<${Icon} name="people" />` }));
  return [...people, ...groups, ...everyone];
}

function channelItems(typed) {
  const wanted = typed.toLowerCase();
  return Object.values(state.channels).filter((each) => isNamed(each) && !each.is_archived && each.name.includes(wanted))
    .sort((one, other) => other.name.startsWith(wanted) - one.name.startsWith(wanted) || one.name.localeCompare(other.name))
    .map((each) => ({ key: each.id, insert: `#${each.name} `, label: html`<strong>#${each.name}</strong>`, before: html`<${Icon} name=${each.kind === 'group' ? 'lock' : 'hash'} />` }));
}

function emojiItems(typed) {
  return findEmoji(typed).map((each) => ({ key: each.name, insert: `:${each.name}: `, label: html`:${each.name}:`, before: html`<${Emoji} name=${each.name} />` }));
}

const KINDS = [
  [/^(\/[\w-]*)$/, commandItems, 'Commands'],
  [/(?:^|[\s(])@([\w.-]*)$/, personItems, 'People'],
  [/(?:^|[\s(])#([\w-]*)$/, channelItems, 'Channels'],
  [/(?:^|[\s(]):([a-z0-9_+-]{2,})$/i, emojiItems, 'Emoji'],
];

/** What may follow what was typed up to the caret: `{title, from, items}`, or null. */
export function completionsOf(text, caret) {
  const before = text.slice(0, caret);
  for (const [pattern, find, title] of KINDS) {
    const match = pattern.exec(before);
    if (match) {
      const items = find(match[1]).slice(0, MOST);
      if (!items.length) return null;
      const sign = title === 'Commands' ? 0 : 1;
      return { title, from: caret - match[1].length - sign, items };
    }
  }
  return null;
}

/** The command whose words are being typed, to show how it is used. */
export function commandHint(text) {
  const name = /^(\/[\w-]+)\s/.exec(text)?.[1];
  return name ? commands().find((each) => each.name === name) : undefined;
}

export function CompletionList({ id, title, items, at, choose, point }) {
  return html`<div class="completion" role="listbox" id=${id} aria-label=${title}>
    <div class="menu-heading">${title}</div>
    ${items.map((item, index) => html`<div key=${item.key} id=${`${id}-${index}`} class="completion-item" role="option" aria-selected=${index === at}
        onPointerMove=${() => point(index)} onPointerDown=${(event) => {
          event.preventDefault();
          choose(item);
        }}>${item.before}<span class="menu-words"><span class="menu-label">${item.label}</span>${item.hint && html`<span class="menu-hint">${item.hint}</span>`}</span></div>`)}
  </div>`;
}

export function CommandHint({ command }) {
  return html`<div class="command-hint" role="note"><strong>${command.name}</strong> <span>${command.usage}</span><span class="muted">${command.says}${command.by ? ` · ${command.by}` : ''}</span></div>`;
}
