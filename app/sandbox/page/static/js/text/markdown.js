// Markdown as elements: marked reads it, nothing of it becomes markup.
import { Fragment, html, useEffect, useState } from '../core/dom.js';
import { drawNodes, Link } from './draw.js';
import { withEmoji } from './emoji.js';
import { inline } from './mrkdwn.js';
import { safeImage } from './urls.js';

let marked = null;

/** The reader is large and seldom needed: it is fetched when the first Markdown shows. */
function useMarked() {
  const [ready, setReady] = useState(Boolean(marked));
  useEffect(() => {
    if (ready) return;
    import('marked').then((module) => {
      marked = module.marked;
      setReady(true);
    });
  }, []);
  return ready;
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00A0' };

function decoded(text) {
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name) => ENTITIES[name]);
}

/** References such as `<@U…>` and `:emoji:` are Slack's own and work in its Markdown too. */
function words(text) {
  return /<[@#!]|:[\w+-]+:/.test(text) ? drawNodes(inline(text)) : withEmoji(decoded(text));
}

const DRAWN = {
  text: (token) => (token.tokens ? draw(token.tokens) : words(token.text)),
  escape: (token) => token.text,
  html: (token) => (/^<([@#!])/.test(token.raw) ? words(token.raw) : token.raw),
  strong: (token) => html`<strong>${draw(token.tokens)}</strong>`,
  em: (token) => html`<em>${draw(token.tokens)}</em>`,
  del: (token) => html`<s>${draw(token.tokens)}</s>`,
  codespan: (token) => html`<code>${decoded(token.text)}</code>`,
  br: () => html`<br />`,
  link: (token) => html`<${Link} url=${decoded(token.href)}>${draw(token.tokens)}<//>`,
  image: (token) => picture(token),
  space: () => null,
  def: () => null,
  hr: () => html`<hr class="block-divider" />`,
  heading: (token) => heading(token),
  paragraph: (token) => html`<p>${draw(token.tokens)}</p>`,
  blockquote: (token) => html`<blockquote class="quote">${draw(token.tokens)}</blockquote>`,
  code: (token) => html`<pre class="pre">${token.text}</pre>`,
  list: (token) => list(token),
  table: (token) => table(token),
  checkbox: (token) => html`<input type="checkbox" checked=${token.checked} disabled />`,
};

function picture(token) {
  const address = safeImage(token.href);
  return address ? html`<img class="markdown-image" src=${address} alt=${token.text} loading="lazy" />` : token.text;
}

function heading(token) {
  const tag = `h${Math.min(token.depth + 1, 6)}`;
  return html`<${tag} class=${`markdown-heading markdown-h${token.depth}`}>${draw(token.tokens)}<//>`;
}

function list(token) {
  const tag = token.ordered ? 'ol' : 'ul';
  return html`<${tag} start=${token.ordered ? token.start || 1 : undefined}>${token.items.map((item, index) => {
    const box = item.task && !item.tokens.some((each) => each.type === 'checkbox');
    return html`<li key=${index} class=${item.task ? 'markdown-task' : undefined}>${box && html`<input type="checkbox" checked=${item.checked} disabled />`}${draw(item.tokens)}</li>`;
  })}<//>`;
}

function table(token) {
  const cell = (tag) => (each, index) => html`<${tag} key=${index} class=${`align-${token.align[index] || 'left'}`}>${draw(each.tokens)}<//>`;
  return html`<div class="table-wrap"><table class="table"><thead><tr>${token.header.map(cell('th'))}</tr></thead>
    <tbody>${token.rows.map((row, index) => html`<tr key=${index}>${row.map(cell('td'))}</tr>`)}</tbody></table></div>`;
}

function draw(tokens) {
  return (tokens || []).map((token, index) => {
    const drawn = DRAWN[token.type];
    return html`<${Fragment} key=${index}>${drawn ? drawn(token) : token.raw}<//>`;
  });
}

/** The front matter of a document, which Markdown knows nothing of. */
function split(text) {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(text);
  return match ? [match[1], text.slice(match[0].length)] : ['', text];
}

/** Markdown; until its reader is there, the text as it is. */
export function Markdown({ text }) {
  const ready = useMarked();
  const source = String(text ?? '');
  if (!ready) return html`<div class="markdown markdown-waiting">${source}</div>`;
  const [front, body] = split(source);
  return html`<div class="markdown">${front && html`<pre class="pre">${front}</pre>`}${draw(marked.lexer(body))}</div>`;
}
