// The page as a whole.
import { classes, html } from '../core/dom.js';
import { useStore } from '../core/store.js';
import { channelOf, isAppDm, partnerOf, signedTitle } from '../state/channels.js';
import { ComposerOrReason } from '../conversation/composer.js';
import { ChannelHeader } from '../conversation/header.js';
import { MessageList } from '../conversation/list.js';
import { CanvasPane, FilePane, PinsPane } from '../conversation/panes.js';
import { ThreadPane } from '../conversation/thread.js';
import { AppPage } from '../views/home.js';
import { PlayPane } from './play.js';
import { Rail } from './rail.js';
import { SearchPage } from './search.js';
import { Sidebar } from './sidebar.js';
import { Top } from './top.js';

const PANES = { thread: ThreadPane, pins: PinsPane, file: FilePane, canvas: CanvasPane, play: PlayPane };

function Conversation({ id, app }) {
  const channel = channelOf(id);
  if (channel && isAppDm(channel) && partnerOf(channel) === app) return html`<${AppPage} key=${id} channel=${id} />`;
  return html`<${ChannelHeader} channel=${id} /><${MessageList} key=${id} channel=${id} /><${ComposerOrReason} channel=${id} focus=${matchMedia('(min-width: 721px)').matches} />`;
}

export function App() {
  const [route, pane, listShown, workspace] = useStore((now) => [now.route, now.pane, now.listShown, now.workspace]);
  const draw = pane && PANES[pane.kind];
  const label = route.page === 'search' ? 'Search' : signedTitle(channelOf(route.channel)) || 'Conversation';
  return html`<div class=${classes('app', listShown && 'list-shown', draw && 'with-pane', draw && `with-pane-${pane.kind}`)}>
    <${Top} /><${Rail} /><${Sidebar} />
    <main class="main" aria-label=${label}>${route.page === 'search' ? html`<${SearchPage} />` : html`<${Conversation} id=${route.channel} app=${workspace.app.bot_user} />`}</main>
    ${draw && html`<${draw} key=${`${pane.kind}${pane.ts || pane.file || pane.channel || ''}`} ...${pane} />`}
  </div>`;
}
