// Dates and times: a calendar, and a list of times that also takes a typed one.
import { classes, html, useEffect, useRef, useState } from '../core/dom.js';
import { useStore } from '../core/store.js';
import { now } from '../state/clock.js';
import { formatDate } from '../text/dates.js';
import { wordsOf } from '../text/draw.js';
import { Combobox } from '../ui/combobox.js';
import { Icon, IconButton } from '../ui/icon.js';
import { closePopover, openPopover } from '../ui/layer.js';
import { useField } from './surface.js';

const DAYS = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'];
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function isoOf(date) {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

function dayOf(iso) {
  const [year, month, day] = String(iso || '').split('-').map(Number);
  return year && month && day ? new Date(year, month - 1, day, 12) : null;
}

function moved(date, days) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, 12);
}

function Calendar({ value, pick }) {
  const today = new Date(now() * 1000);
  const [at, setAt] = useState(dayOf(value) || today);
  const grid = useRef();
  useEffect(() => grid.current.querySelector('[tabindex="0"]').focus(), [isoOf(at)]);
  const first = new Date(at.getFullYear(), at.getMonth(), 1, 12);
  const days = Array.from({ length: 42 }, (_, index) => moved(first, index - first.getDay()));
  const turn = (months) => setAt(new Date(at.getFullYear(), at.getMonth() + months, 1, 12));
  const keys = (event) => {
    const step = STEPS[event.key];
    if (step) setAt(moved(at, step));
    else if (event.key === 'PageUp') turn(-1);
    else if (event.key === 'PageDown') turn(1);
    else return;
    event.preventDefault();
  };
  return html`<div class="calendar">
    <div class="calendar-head"><${IconButton} icon="back" label="Month before" onClick=${() => turn(-1)} />
      <strong aria-live="polite">${formatDate(at.getTime() / 1000, '{date_long_full}').replace(/ \d+,/, '')}</strong>
      <${IconButton} icon="back" label="Next month" kind="turned" onClick=${() => turn(1)} /></div>
    <div ref=${grid} class="calendar-grid" role="grid" onKeyDown=${keys}>
      ${DAYS.map((name) => html`<span key=${name} class="calendar-name" aria-hidden="true">${name}</span>`)}
      ${days.map((day) => {
        const iso = isoOf(day);
        const kind = classes('calendar-day', iso === value && 'chosen', iso === isoOf(today) && 'today', day.getMonth() !== at.getMonth() && 'other');
        return html`<button key=${iso} type="button" class=${kind} tabindex=${iso === isoOf(at) ? 0 : -1} aria-label=${formatDate(day.getTime() / 1000, '{date_long}')} aria-pressed=${iso === value} onClick=${() => pick(iso)}>${day.getDate()}</button>`;
      })}
    </div>
  </div>`;
}

function DateField({ value, change, placeholder, field, focus, clearable }) {
  const trigger = useRef();
  const open = useStore((all) => Boolean(trigger.current) && all.popover?.anchor === trigger.current);
  const { invalid, busy, ...named } = field;
  useEffect(() => {
    if (focus) trigger.current.focus();
  }, []);
  const pick = (iso) => {
    closePopover();
    change(iso);
  };
  const day = dayOf(value);
  const words = day ? formatDate(day.getTime() / 1000, '{date_short}') : placeholder;
  return html`<span class="date-field"><button ref=${trigger} type="button" class=${classes('combo', invalid && 'invalid', busy && 'busy')} aria-haspopup="dialog" aria-expanded=${open} ...${named}
      onClick=${() => openPopover(trigger.current, () => html`<${Calendar} value=${value} pick=${pick} />`, { kind: 'calendar', role: 'dialog', label: 'Choose a date' })}>
    <${Icon} name="calendar" size=${16} /><span class=${day ? 'combo-value' : 'combo-value combo-empty'}>${words}</span><${Icon} name="down" size=${16} /></button>
    ${clearable && day && html`<${IconButton} icon="close" size=${14} label="Clear the date" onClick=${() => change(null)} />`}</span>`;
}

function timeWords(time) {
  const [hours, minutes] = time.split(':').map(Number);
  return formatDate(new Date(2020, 0, 1, hours, minutes).getTime() / 1000, '{time}');
}

function timeChoice(time) {
  return { key: time, words: `${timeWords(time)} ${time}`, label: timeWords(time), value: time };
}

const TIMES = Array.from({ length: 48 }, (_, index) => `${String(index >> 1).padStart(2, '0')}:${index % 2 ? '30' : '00'}`);

/** `9:15`, `0915`, `9 pm` as a choice. */
function offerTime(typed) {
  const match = /^\s*(\d{1,2})(?:[:.h]?(\d{2}))?\s*([ap])?\.?m?\.?\s*$/i.exec(typed);
  if (!match) return null;
  const half = match[3]?.toLowerCase();
  const hours = half ? (Number(match[1]) % 12) + (half === 'p' ? 12 : 0) : Number(match[1]);
  const minutes = Number(match[2] || 0);
  return hours < 24 && minutes < 60 ? timeChoice(`${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`) : null;
}

function TimeField({ value, change, placeholder, field, focus, label }) {
  return html`<${Combobox} groups=${[{ choices: TIMES.map(timeChoice) }]} offer=${offerTime} chosen=${value ? [timeChoice(value)] : []} change=${([choice]) => change(choice.value)}
    placeholder=${placeholder} label=${label || placeholder} icon="clock" focus=${focus} field=${field} />`;
}

export function DatePicker({ element, block, field, focus }) {
  const { value, change, busy } = useField(block, element);
  return html`<${DateField} value=${value} change=${change} placeholder=${wordsOf(element.placeholder) || 'Choose a date'} field=${{ ...field, busy }} focus=${focus || element.focus_on_load} clearable=${block.optional} />`;
}

export function TimePicker({ element, block, field, focus }) {
  const { value, change, busy } = useField(block, element);
  const zone = element.timezone;
  return html`<span class="date-field"><${TimeField} value=${value} change=${change} placeholder=${wordsOf(element.placeholder) || 'Choose a time'} field=${{ ...field, busy }} focus=${focus || element.focus_on_load} label=${wordsOf(block.label)} />
    ${zone && html`<span class="field-zone">${zone}</span>`}</span>`;
}

/** A date and a time that make one moment, once both are there. */
export function DateTimePicker({ element, block, field, focus }) {
  const { value, change, busy } = useField(block, element);
  const moment = value ? new Date(value * 1000) : null;
  const [date, setDate] = useState(moment ? isoOf(moment) : '');
  const [time, setTime] = useState(moment ? `${String(moment.getHours()).padStart(2, '0')}:${String(moment.getMinutes()).padStart(2, '0')}` : '');
  function put(nextDate, nextTime) {
    setDate(nextDate);
    setTime(nextTime);
    const day = dayOf(nextDate);
    if (!day || !nextTime) return;
    const [hours, minutes] = nextTime.split(':').map(Number);
    change(Math.floor(new Date(day.getFullYear(), day.getMonth(), day.getDate(), hours, minutes).getTime() / 1000));
  }
  const { id, ...other } = field;
  return html`<span class="date-pair" role="group" aria-labelledby=${field['aria-labelledby']}>
    <${DateField} value=${date} change=${(iso) => put(iso, time)} placeholder="Choose a date" field=${{ ...other, id, busy }} focus=${focus || element.focus_on_load} />
    <${TimeField} value=${time} change=${(each) => put(date, each)} placeholder="Choose a time" label="Time" field=${{ invalid: field.invalid, busy }} />
  </span>`;
}
