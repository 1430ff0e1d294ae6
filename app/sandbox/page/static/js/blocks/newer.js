// The blocks of 2026: alerts, cards, containers, plans.
import { classes, html, useRef, useState } from '../core/dom.js';
import { Mrkdwn, Text, plain } from '../text/draw.js';
import { RichText } from '../text/rich.js';
import { safeUrl } from '../text/urls.js';
import { Icon, IconButton } from '../ui/icon.js';
import { Blocks } from './blocks.js';
import { Element } from './elements.js';
import { Picture } from './images.js';

const LEVELS = { info: 'info', warning: 'warning', error: 'warning', success: 'check', default: 'info' };

export function Alert({ block }) {
  const level = LEVELS[block.level] ? block.level : 'default';
  return html`<div class=${`block-alert alert-${level}`} role=${level === 'error' ? 'alert' : 'note'}><${Icon} name=${LEVELS[level]} /><div class="block-text"><${Text} of=${block.text} /></div></div>`;
}

export function Card({ block }) {
  const { icon, hero_image: hero, title, subtitle, body, subtext, actions } = block;
  return html`<article class="block-card">
    ${hero && html`<${Picture} element=${hero} kind="card-hero" />`}
    <div class="card-head">${icon && html`<${Picture} element=${icon} kind="card-icon" />`}
      <div>${title && html`<h4 class="card-title"><${Mrkdwn} text=${title.text} /></h4>`}${subtitle && html`<div class="muted"><${Mrkdwn} text=${subtitle.text} /></div>`}</div></div>
    ${body && html`<div class="block-text"><${Mrkdwn} text=${body.text} /></div>`}
    ${subtext && html`<div class="card-subtext"><${Mrkdwn} text=${subtext.text} /></div>`}
    ${actions?.length > 0 && html`<div class="block-actions">${actions.map((element, index) => html`<${Element} key=${element.action_id || index} element=${element} block=${block} />`)}</div>`}
  </article>`;
}

export function Carousel({ block }) {
  const row = useRef();
  const scroll = (way) => row.current.scrollBy({ left: way * row.current.clientWidth * 0.8, behavior: 'smooth' });
  const cards = block.elements || [];
  return html`<div class="block-carousel" role="group" aria-roledescription="carousel">
    <div ref=${row} class="carousel-row" tabindex="0">${cards.map((card, index) => html`<div key=${card.block_id || index} class="carousel-slot"><${Card} block=${card} /></div>`)}</div>
    ${cards.length > 1 && html`<div class="carousel-turn"><${IconButton} icon="back" label="Cards before" onClick=${() => scroll(-1)} /><${IconButton} icon="back" kind="turned" label="More cards" onClick=${() => scroll(1)} /></div>`}
  </div>`;
}

export function Container({ block }) {
  const [open, setOpen] = useState(!(block.is_collapsible && block.default_collapsed));
  const title = block.rich_text_title ? html`<${RichText} block=${block.rich_text_title} />` : plain(block.title?.text);
  const head = html`${block.icon && html`<${Picture} element=${block.icon} kind="card-icon" />`}
    <div class="container-words"><div class="card-title">${title}</div>${block.subtitle && html`<div class="muted"><${Text} of=${block.subtitle} /></div>`}</div>`;
  const kind = classes('block-container', `container-${block.width || 'standard'}`, block.has_header_divider && !block.is_collapsible && 'container-divided');
  return html`<section class=${kind}>
    ${block.is_collapsible
      ? html`<button type="button" class="container-head" aria-expanded=${open} onClick=${() => setOpen(!open)}>${head}<${Icon} name=${open ? 'up' : 'down'} /></button>`
      : html`<div class="container-head">${head}</div>`}
    ${open && html`<div class="container-body"><${Blocks} blocks=${block.child_blocks || []} /></div>`}
  </section>`;
}

const STATUS = { pending: ['clock', 'Pending'], in_progress: ['speed', 'In progress'], complete: ['check', 'Complete'], error: ['warning', 'Error'] };

export function TaskCard({ block }) {
  const [icon, words] = STATUS[block.status] || ['info', String(block.status)];
  const more = block.details || block.output || block.sources?.length;
  const head = html`<span class=${`task-status task-${block.status}`} data-tip=${words}><${Icon} name=${icon} size=${16} /><span class="unseen">${words}: </span></span>${plain(block.title)}`;
  if (!more) return html`<div class="block-task"><div class="task-head">${head}</div></div>`;
  return html`<details class="block-task" open=${block.status === 'in_progress' || block.status === 'error'}><summary class="task-head">${head}<span class="grow"></span><${Icon} name="down" size=${14} /></summary>
    <div class="task-body">
      ${block.details && html`<${RichText} block=${block.details} />`}
      ${block.output && html`<div class="task-output"><${RichText} block=${block.output} /></div>`}
      ${block.sources?.length > 0 && html`<ul class="task-sources">${block.sources.map((source, index) => html`<li key=${index}><a class="link" href=${safeUrl(source.url) || undefined} target="_blank" rel="noreferrer noopener">${source.text || source.url}</a></li>`)}</ul>`}
    </div></details>`;
}

export function Plan({ block }) {
  const tasks = block.tasks || [];
  const done = tasks.filter((task) => task.status === 'complete').length;
  return html`<section class="block-plan"><h4 class="card-title">${plain(block.title)}${tasks.length > 0 && html`<span class="muted"> ${done} of ${tasks.length}</span>`}</h4>
    ${tasks.map((task, index) => html`<${TaskCard} key=${task.task_id || index} block=${task} />`)}</section>`;
}

export function ContextActions({ block }) {
  return html`<div class="block-context-actions">${(block.elements || []).map((element, index) => html`<${Element} key=${element.action_id || index} element=${element} block=${block} />`)}</div>`;
}
