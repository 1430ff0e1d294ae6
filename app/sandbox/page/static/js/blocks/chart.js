// Charts of the data_visualization block: pie, bar, line and area, each with its figures as a table.
import { html } from '../core/dom.js';
import { plain } from '../text/draw.js';
import { Unknown } from './unknown.js';

const WIDTH = 520;
const HEIGHT = 220;
const LEFT = 44;
const BOTTOM = 26;
const COLOURS = 12;

function number(value) {
  return Number.isFinite(Number(value)) ? Number(value) : 0;
}

function short(value) {
  return new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** Round marks of an axis from the smallest to the largest value. */
function marksOf(least, most) {
  const span = most - least || 1;
  const raw = span / 4;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((each) => each * unit).find((each) => each >= raw);
  const marks = [];
  for (let mark = Math.floor(least / step) * step; mark < most + step; mark += step) marks.push(mark);
  return marks;
}

function Pie({ segments }) {
  const total = segments.reduce((sum, each) => sum + Math.max(0, number(each.value)), 0) || 1;
  let from = 0;
  return segments.map((segment, index) => {
    const share = Math.max(0, number(segment.value)) / total;
    const start = from;
    from += share;
    const point = (part) => `${110 + 90 * Math.sin(2 * Math.PI * part)} ${110 - 90 * Math.cos(2 * Math.PI * part)}`;
    const path = share > 0.9999 ? 'M110 20a90 90 0 1 1-.01 0z' : `M110 110L${point(start)}A90 90 0 ${share > 0.5 ? 1 : 0} 1 ${point(from)}z`;
    return html`<path key=${index} class=${`chart-fill-${index % COLOURS}`} d=${path}><title>${segment.label}: ${segment.value}</title></path>`;
  });
}

/** The points of the series by category, in pixels. */
function placed(chart) {
  const series = chart.series || [];
  const categories = chart.axis_config?.categories || series[0]?.data?.map((each) => each.label) || [];
  const values = series.map((each) => categories.map((label) => each.data?.find((point) => point.label === label)?.value));
  const known = values.flat().filter((value) => value !== undefined).map(number);
  const marks = marksOf(Math.min(0, ...known), Math.max(0, ...known));
  const low = marks[0];
  const high = marks.at(-1);
  const step = (WIDTH - LEFT) / Math.max(categories.length, 1);
  const x = (index) => LEFT + step * (index + 0.5);
  const y = (value) => (HEIGHT - BOTTOM) - ((number(value) - low) / (high - low || 1)) * (HEIGHT - BOTTOM - 8);
  return { series, categories, values, marks, step, x, y };
}

function Axes({ categories, marks, x, y }) {
  return html`<g class="chart-axes">
    ${marks.map((mark) => html`<g key=${mark}><line x1=${LEFT} x2=${WIDTH} y1=${y(mark)} y2=${y(mark)} /><text x=${LEFT - 6} y=${y(mark) + 4} text-anchor="end">${short(mark)}</text></g>`)}
    ${categories.map((label, index) => html`<text key=${index} x=${x(index)} y=${HEIGHT - 8} text-anchor="middle">${label}</text>`)}
  </g>`;
}

function Bars({ series, values, step, x, y }) {
  const width = (step * 0.72) / Math.max(series.length, 1);
  return values.flatMap((row, which) => row.map((value, index) => {
    if (value === undefined) return null;
    const top = Math.min(y(value), y(0));
    return html`<rect key=${`${which}-${index}`} class=${`chart-fill-${which % COLOURS}`} x=${x(index) - step * 0.36 + which * width} width=${Math.max(width - 2, 1)} y=${top} height=${Math.abs(y(value) - y(0))} rx="2"><title>${series[which].name}: ${value}</title></rect>`;
  }));
}

function Lines({ series, values, x, y, filled }) {
  return values.map((row, which) => {
    const points = row.map((value, index) => (value === undefined ? null : `${x(index)} ${y(value)}`)).filter(Boolean);
    if (!points.length) return null;
    const first = row.findIndex((value) => value !== undefined);
    const last = row.length - 1 - [...row].reverse().findIndex((value) => value !== undefined);
    return html`<g key=${which}>
      ${filled && html`<path class=${`chart-area-${which % COLOURS}`} d=${`M${x(first)} ${y(0)}L${points.join('L')}L${x(last)} ${y(0)}z`} />`}
      <path class=${`chart-line-${which % COLOURS}`} d=${`M${points.join('L')}`} />
      ${row.map((value, index) => value !== undefined && html`<circle key=${index} class=${`chart-fill-${which % COLOURS}`} cx=${x(index)} cy=${y(value)} r="3"><title>${series[which].name}: ${value}</title></circle>`)}
    </g>`;
  });
}

function Legend({ names }) {
  return html`<ul class="chart-legend">${names.map((name, index) => html`<li key=${index}><svg width="10" height="10" aria-hidden="true"><rect class=${`chart-fill-${index % COLOURS}`} width="10" height="10" rx="2" /></svg>${name}</li>`)}</ul>`;
}

/** The same figures as a table, for who cannot see the picture or wants the numbers. */
function Figures({ heads, rows }) {
  return html`<details class="chart-figures"><summary>Figures</summary><div class="table-wrap"><table class="table">
    <thead><tr>${heads.map((head, index) => html`<th key=${index}>${head}</th>`)}</tr></thead>
    <tbody>${rows.map((row, index) => html`<tr key=${index}>${row.map((cell, at) => html`<td key=${at}>${cell ?? ''}</td>`)}</tr>`)}</tbody></table></div></details>`;
}

function PieChart({ chart, title }) {
  const segments = chart.segments || [];
  return html`<svg class="chart chart-pie" viewBox="0 0 220 220" role="img" aria-label=${title}><${Pie} segments=${segments} /></svg>
    <${Legend} names=${segments.map((each) => each.label)} />
    <${Figures} heads=${['', 'Value']} rows=${segments.map((each) => [each.label, each.value])} />`;
}

function AxisChart({ chart, title }) {
  const place = placed(chart);
  const axis = chart.axis_config || {};
  const marks = chart.type === 'bar' ? html`<${Bars} ...${place} />` : html`<${Lines} ...${place} filled=${chart.type === 'area'} />`;
  return html`${axis.y_label && html`<div class="chart-label">${axis.y_label}</div>`}
    <svg class="chart" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${title}><${Axes} ...${place} />${marks}</svg>
    ${axis.x_label && html`<div class="chart-label chart-label-x">${axis.x_label}</div>`}
    <${Legend} names=${place.series.map((each) => each.name)} />
    <${Figures} heads=${['', ...place.series.map((each) => each.name)]} rows=${place.categories.map((label, index) => [label, ...place.values.map((row) => row[index])])} />`;
}

const CHARTS = { pie: PieChart, bar: AxisChart, line: AxisChart, area: AxisChart };

export function DataVisualization({ block }) {
  const draw = CHARTS[block.chart?.type];
  return html`<figure class="block-chart"><figcaption class="card-title">${plain(block.title)}</figcaption>
    ${draw ? html`<${draw} chart=${block.chart} title=${block.title} />` : html`<${Unknown} what="chart" value=${block.chart} />`}</figure>`;
}
