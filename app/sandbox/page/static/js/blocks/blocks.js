// Every block, by type. tests/browser/test_blocks.py holds the table to Slack's own types.
import { html, steady } from '../core/dom.js';
import { Actions, Call, Context, Divider, Header, Input, MarkdownBlock, RemoteFile, RichTextBlock, Section, Video } from './basic.js';
import { DataVisualization } from './chart.js';
import { ImageBlock } from './images.js';
import { Alert, Card, Carousel, Container, ContextActions, Plan, TaskCard } from './newer.js';
import { DataTable, Table } from './tables.js';
import { Safely, Unknown } from './unknown.js';

export const BLOCKS = {
  actions: Actions,
  alert: Alert,
  call: Call,
  card: Card,
  carousel: Carousel,
  container: Container,
  context: Context,
  context_actions: ContextActions,
  data_table: DataTable,
  data_visualization: DataVisualization,
  divider: Divider,
  file: RemoteFile,
  header: Header,
  image: ImageBlock,
  input: Input,
  markdown: MarkdownBlock,
  plan: Plan,
  rich_text: RichTextBlock,
  section: Section,
  table: Table,
  task_card: TaskCard,
  video: Video,
};

const Block = steady(({ block }) => {
  const draw = BLOCKS[block?.type];
  return html`<${Safely} value=${block}>${draw ? html`<${draw} block=${block} />` : html`<${Unknown} value=${block} />`}<//>`;
});

/** Blocks, one under the other; a Surface around them says what they stand on. */
export function Blocks({ blocks }) {
  return html`<div class="blocks">${blocks.map((block, index) => html`<${Block} key=${block?.block_id || index} block=${block} />`)}</div>`;
}
