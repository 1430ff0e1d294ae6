// What one can do here, from what the app says of itself.
import { html } from '../core/dom.js';
import { state, update } from '../core/store.js';
import { channelOf } from '../state/channels.js';
import { personOf } from '../state/people.js';
import { openChannel, openPane } from '../state/route.js';
import { useShortcut } from '../state/say.js';
import { Icon } from '../ui/icon.js';
import { closePopover, openPopover } from '../ui/layer.js';

const KEYS = [
  ['Ctrl K', 'jump to a conversation, search'], ['↑', 'in an empty field: edit your last message'], ['Shift ⏎', 'a new line'],
  ['F6', 'from list to conversation to thread'], ['Esc', 'close what is open; mark as read'],
];

/** Puts a command into the composer that is open. */
async function compose(text) {
  closePopover({ refocus: false });
  const here = channelOf(state.route.channel);
  const writable = here?.is_member && !here.is_archived && state.route.page === 'channel';
  const channel = writable ? here : Object.values(state.channels).find((each) => each.is_general);
  if (!channel) return;
  if (!writable) await openChannel(channel.id);
  update({ compose: { key: `${channel.id}:`, text } });
}

function Help() {
  const { app, banner } = state.workspace;
  const bot = personOf(app.bot_user);
  const { scenarios, play } = state.scenario;
  return html`<div class="help"><p><strong>${banner}</strong></p>
    ${app.commands.length > 0 && html`<h3>Type</h3>${app.commands.map((each) => html`<button key=${each.command} type="button" class="help-row" onClick=${() => compose(`${each.command} ${each.usage_hint}`)}><code>${each.command} ${each.usage_hint}</code><span class="muted">${each.description}</span></button>`)}`}
    ${app.shortcuts.length > 0 && html`<h3>Or use a shortcut</h3>${app.shortcuts.map((each) => html`<button key=${each.callback_id} type="button" class="help-row" disabled=${each.type !== 'global'} onClick=${() => {
      closePopover({ refocus: false });
      useShortcut(each);
    }}><span><${Icon} name="bolt" size=${14} />${each.name}</span><span class="muted">${each.type === 'global' ? each.description : `${each.description} (⋯ on a message)`}</span></button>`)}`}
    ${(scenarios.length > 0 || play) && html`<h3>Or watch</h3><button type="button" class="help-row" onClick=${() => {
      closePopover({ refocus: false });
      openPane({ kind: 'play' });
    }}><span><${Icon} name="play" size=${14} />Play</span><span class="muted">scripted people live through something real</span></button>`}
    ${bot && html`<p class="muted">In a thread, write <code>@${bot.name}</code> and the same words. At the top right you become someone else.</p>`}
    <h3>Keys</h3><dl class="help-keys">${KEYS.map(([key, says]) => html`<div key=${key}><dt><kbd>${key}</kbd></dt><dd>${says}</dd></div>`)}</dl></div>`;
}

export function openHelp(anchor) {
  openPopover(anchor, () => html`<${Help} />`, { kind: 'help', label: 'What can I do here?', role: 'dialog' });
}
