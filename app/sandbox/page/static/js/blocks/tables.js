// Tables: plain ones, and those that can be sorted, searched and paged.
import { classes, html, useState } from '../core/dom.js';
import { plain } from '../text/draw.js';
import { RichText } from '../text/rich.js';
import { Icon, IconButton } from '../ui/icon.js';

function drawCell(cell) {
  if (cell?.type === 'rich_text') return html`<${RichText} block=${cell} />`;
  return plain(cell?.text || (cell?.value ?? ''));
}

/** A cell's words, to search and sort by. */
function wordsIn(value) {
  if (Array.isArray(value)) return value.map(wordsIn).join(' ');
  if (!value || typeof value !== 'object') return '';
  if (value.type === 'raw_number') return String(value.text || value.value);
  return [value.text, value.name, value.url, wordsIn(value.elements)].filter((each) => typeof each === 'string').join(' ');
}

export function Table({ block }) {
  const settings = block.column_settings || [];
  const [head, ...rows] = block.rows || [];
  const kind = (index) => classes(`align-${settings[index]?.align || 'left'}`, settings[index]?.is_wrapped && 'wrapped');
  const cell = (tag) => (each, index) => html`<${tag} key=${index} class=${kind(index)} scope=${tag === 'th' ? 'col' : undefined}>${drawCell(each)}<//>`;
  return html`<div class="table-wrap" tabindex="0" role="region" aria-label="Table"><table class="table">
    ${head && html`<thead><tr>${head.map(cell('th'))}</tr></thead>`}
    <tbody>${rows.map((row, index) => html`<tr key=${index}>${row.map(cell('td'))}</tr>`)}</tbody></table></div>`;
}

function compared(one, other) {
  const numbers = [one, other].map((cell) => (cell?.type === 'raw_number' ? Number(cell.value) : Number.NaN));
  if (numbers.every((number) => !Number.isNaN(number))) return numbers[0] - numbers[1];
  return wordsIn(one).localeCompare(wordsIn(other), undefined, { numeric: true });
}

function sorted(rows, { column, down }) {
  if (column < 0) return rows;
  const way = down ? -1 : 1;
  return [...rows].sort((one, other) => way * compared(one[column], other[column]));
}

export function DataTable({ block }) {
  const [order, setOrder] = useState({ column: -1, down: false });
  const [typed, setTyped] = useState('');
  const [page, setPage] = useState(0);
  const [head = [], ...all] = block.rows || [];
  const size = block.page_size || 5;
  const named = block.row_header_column_index || 0;
  const wanted = typed.trim().toLowerCase();
  const rows = sorted(all.filter((row) => !wanted || wordsIn(row).toLowerCase().includes(wanted)), order);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const at = Math.min(page, pages - 1);
  const turn = (column) => setOrder({ column, down: order.column === column && !order.down });
  return html`<div class="data-table">
    <div class="data-table-head"><strong>${plain(block.caption)}</strong>${all.length > size && html`<input class="field" type="search" placeholder="Filter" aria-label=${`Filter ${block.caption}`} value=${typed} onInput=${(event) => setTyped(event.target.value)} />`}</div>
    <div class="table-wrap" tabindex="0" role="region" aria-label=${block.caption}><table class="table"><caption class="unseen">${block.caption}</caption>
      <thead><tr>${head.map((cell, index) => html`<th key=${index} scope="col" aria-sort=${order.column === index ? (order.down ? 'descending' : 'ascending') : undefined}>
        <button type="button" class="table-sort" onClick=${() => turn(index)}>${drawCell(cell)}${order.column === index && html`<${Icon} name=${order.down ? 'down' : 'up'} size=${14} />`}</button></th>`)}</tr></thead>
      <tbody>${rows.slice(at * size, (at + 1) * size).map((row, index) => html`<tr key=${index}>${row.map((cell, column) => (column === named
        ? html`<th key=${column} scope="row">${drawCell(cell)}</th>` : html`<td key=${column} class=${cell?.type === 'raw_number' ? 'align-right' : ''}>${drawCell(cell)}</td>`))}</tr>`)}</tbody>
    </table></div>
    ${pages > 1 && html`<div class="data-table-foot"><${IconButton} icon="back" label="Page before" disabled=${at === 0} onClick=${() => setPage(at - 1)} /><span>${at + 1} of ${pages}</span><${IconButton} icon="back" kind="turned" label="Next page" disabled=${at >= pages - 1} onClick=${() => setPage(at + 1)} /></div>`}
  </div>`;
}
