// The app's own place: its Home, its messages, and what it can do.
import { html, useEffect, useState } from '../core/dom.js';
import { state, update, useStore } from '../core/store.js';
import { Blocks } from '../blocks/blocks.js';
import { Surface, useViewSurface } from '../blocks/surface.js';
import { channelOf, openDm, partnerOf } from '../state/channels.js';
import { personOf } from '../state/people.js';
import { useShortcut } from '../state/say.js';
import { openHome } from '../state/views.js';
import { Avatar } from '../ui/avatar.js';
import { Icon, IconButton } from '../ui/icon.js';
import { ComposerOrReason } from '../conversation/composer.js';
import { MessageList } from '../conversation/list.js';

function HomeView({ view }) {
  const surface = useViewSurface(view);
  return html`<div class="home-view"><${Surface.Provider} value=${surface}><${Blocks} blocks=${view.blocks} /><//></div>`;
}

function HomeTab({ app }) {
  const home = useStore((now) => now.home);
  useEffect(() => {
    openHome();
  }, []);
  if (home) return html`<div class="home-scroll"><${HomeView} key=${home.id} view=${home} /></div>`;
  return html`<div class="home-scroll"><div class="pane-empty"><${Icon} name="home" size=${32} /><p>${app.name} has not put anything here. Its messages are in the next tab, its commands under About.</p></div></div>`;
}

/** Puts a command into the composer of the general channel, ready to be sent. */
async function tryCommand(command) {
  const general = Object.values(state.channels).find((each) => each.is_general) || channelOf(state.route.channel);
  const { openChannel } = await import('../state/route.js');
  await openChannel(general.id);
  update({ compose: { key: `${general.id}:`, text: `${command.command} ` } });
}

function AboutTab({ app }) {
  const bot = personOf(app.bot_user);
  return html`<div class="home-scroll"><div class="home-view facts">
    <div class="home-about"><${Avatar} id=${app.bot_user} size=${72} /><div><h2>${app.name}</h2><p class="muted">${app.connected ? 'Connected: it answers.' : 'Not connected: it does not answer now.'}</p></div></div>
    <h3>Commands</h3>${app.commands.map((each) => html`<div key=${each.command} class="about-row"><span><code>${each.command}</code> <span class="muted">${each.usage_hint}</span><br />${each.description}</span><button type="button" class="button button-small" onClick=${() => tryCommand(each)}>Try</button></div>`)}
    <h3>Shortcuts</h3>${app.shortcuts.map((each) => html`<div key=${each.callback_id} class="about-row"><span><strong>${each.name}</strong> <span class="muted">${each.type === 'message' ? 'on a message, under ⋯' : 'from anywhere'}</span><br />${each.description}</span>${each.type === 'global' && html`<button type="button" class="button button-small" onClick=${() => useShortcut(each)}>Use</button>`}</div>`)}
    ${bot && html`<h3>In threads</h3><p>Slash commands do not work in threads, here as in Slack. Write <code>@${bot.name}</code> and the same words.</p>`}
  </div></div>`;
}

/** The app's conversation as a whole: it takes the place of a channel. */
export function AppPage({ channel: id }) {
  const channel = useStore((now) => now.channels[id]);
  const { app } = state.workspace;
  const tabs = [app.home_tab && ['home', 'Home'], app.messages_tab && ['messages', 'Messages'], ['about', 'About']].filter(Boolean);
  const [tab, setTab] = useState(channel?.unread_count && app.messages_tab ? 'messages' : tabs[0][0]);
  const bot = personOf(partnerOf(channel));
  return html`
    <header class="channel-head-wrap"><div class="channel-head"><${IconButton} icon="back" label="Back to the list of channels" kind="only-narrow" onClick=${() => update({ listShown: true })} />
      <h1 class="channel-title"><span class="channel-name"><${Avatar} id=${bot.id} size=${24} /><span>${bot.real_name}</span><span class="badge-app">APP</span></span></h1></div>
      <div class="tabs tabs-head" role="tablist">${tabs.map(([key, label]) => html`<button key=${key} type="button" role="tab" class="tab" aria-selected=${tab === key} onClick=${() => setTab(key)}>${label}</button>`)}</div></header>
    ${tab === 'home' && html`<${HomeTab} app=${app} />`}
    ${tab === 'about' && html`<${AboutTab} app=${app} />`}
    ${tab === 'messages' && html`<${MessageList} key=${id} channel=${id} />${app.messages_tab_read_only ? html`<div class="composer-instead"><p>Sending messages to this app is turned off.</p></div>` : html`<${ComposerOrReason} channel=${id} />`}`}`;
}

/** Opens the app's conversation, which begins when somebody opens it. */
export async function openApp(open) {
  const id = await openDm([state.workspace.app.bot_user]);
  if (id) open(id);
}
