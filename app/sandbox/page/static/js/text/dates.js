// Slack's date tokens and the page's own times, where and how the reader reads time.
import { html, useEffect, useReducer } from '../core/dom.js';
import { dateOf, now } from '../state/clock.js';
import { safeUrl } from './urls.js';

const HOUR12 = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hour12;
const DAY = 86400;

function format(options) {
  const formatter = new Intl.DateTimeFormat('en-US', { hour12: HOUR12, ...options });
  // Intl puts a narrow space before AM and PM.
  return (date) => formatter.format(date).replaceAll('\u202F', ' ');
}

const TIME = format({ hour: 'numeric', minute: '2-digit' });
const TIME_SECS = format({ hour: 'numeric', minute: '2-digit', second: '2-digit' });
const WEEKDAY = format({ weekday: 'long' });
const MONTH = format({ month: 'long' });
const MONTH_SHORT = format({ month: 'short' });

function two(number) {
  return String(number).padStart(2, '0');
}

function ordinal(day) {
  const teen = day >= 11 && day <= 13;
  return `${day}${teen ? 'th' : { 1: 'st', 2: 'nd', 3: 'rd' }[day % 10] || 'th'}`;
}

/** `today`, `yesterday`, `tomorrow`, or nothing. */
function relativeDay(date) {
  const today = new Date(now() * 1000);
  const midnight = (moment) => Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate()) / 1000;
  return { 0: 'today', 1: 'tomorrow', [-1]: 'yesterday' }[(midnight(date) - midnight(today)) / DAY] || '';
}

function thisYear(date) {
  return date.getFullYear() === new Date(now() * 1000).getFullYear();
}

const UNITS = [['year', 365 * DAY], ['month', 30 * DAY], ['day', DAY], ['hour', 3600], ['minute', 60]];

/** `3 minutes ago`, `in 2 hours`. */
export function ago(date) {
  const seconds = Math.round(now() - date.getTime() / 1000);
  const [unit, length] = UNITS.find(([, each]) => Math.abs(seconds) >= each) || [];
  if (!unit) return 'just now';
  const count = Math.floor(Math.abs(seconds) / length);
  const words = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return seconds > 0 ? `${words} ago` : `in ${words}`;
}

const year = (date) => date.getFullYear();
const dateText = (date) => `${MONTH(date)} ${ordinal(date.getDate())}${thisYear(date) ? '' : `, ${year(date)}`}`;
const long = (date) => `${WEEKDAY(date)}, ${MONTH(date)} ${ordinal(date.getDate())}, ${year(date)}`;
const short = (date) => `${MONTH_SHORT(date)} ${date.getDate()}, ${year(date)}`;

/** Tokens of docs.slack.dev, "Date formatting", to what they show. */
const TOKENS = {
  date_num: (date) => `${year(date)}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
  date_slash: (date) => `${two(date.getMonth() + 1)}/${two(date.getDate())}/${year(date)}`,
  date: dateText,
  date_long: long,
  date_long_full: (date) => `${MONTH(date)} ${date.getDate()}, ${year(date)}`,
  date_short: short,
  date_pretty: (date) => relativeDay(date) || dateText(date),
  date_short_pretty: (date) => relativeDay(date) || short(date),
  date_long_pretty: (date) => relativeDay(date) || long(date),
  day_divider_pretty: (date) => relativeDay(date) || dayText(date),
  time: TIME,
  time_secs: TIME_SECS,
  ago,
};

/** The text of a date token; null when it cannot be shown: the fallback is for that. */
export function formatDate(timestamp, pattern) {
  const date = new Date(Number(timestamp) * 1000);
  if (Number.isNaN(date.getTime())) return null;
  let known = true;
  const text = pattern.replace(/\{(\w+)\}/g, (token, name) => {
    if (!Object.hasOwn(TOKENS, name)) known = false;
    return known ? TOKENS[name](date) : token;
  });
  return known ? text : null;
}

/** A moment of a message or an element, with the whole date beside it. */
export function SlackDate({ timestamp, pattern, fallback, url }) {
  const [, redraw] = useReducer((count) => count + 1, 0);
  useEffect(() => {
    if (!/ago|pretty/.test(pattern)) return undefined;
    const timer = setInterval(redraw, 20000);
    return () => clearInterval(timer);
  }, [pattern]);
  const text = formatDate(timestamp, pattern) ?? fallback ?? pattern;
  const full = formatDate(timestamp, '{date_long} at {time_secs}') || fallback;
  const time = html`<time class="date" data-tip=${full}>${text}</time>`;
  const safe = safeUrl(url);
  return safe ? html`<a href=${safe} target="_blank" rel="noreferrer noopener">${time}</a>` : time;
}

function dayText(date) {
  return `${WEEKDAY(date)}, ${MONTH(date)} ${ordinal(date.getDate())}${thisYear(date) ? '' : `, ${year(date)}`}`;
}

/** The words of a day divider. */
export function dayDivider(ts) {
  const date = dateOf(ts);
  const relative = relativeDay(date);
  return relative && relative !== 'tomorrow' ? relative[0].toUpperCase() + relative.slice(1) : dayText(date);
}

export function timeOf(ts) {
  return TIME(dateOf(ts));
}

/** The same without AM or PM, for the narrow column beside a message. */
export function shortTime(ts) {
  return timeOf(ts).replace(/ [AP]M$/, '');
}

export function fullTime(ts) {
  const date = dateOf(ts);
  const day = relativeDay(date);
  return `${day ? day[0].toUpperCase() + day.slice(1) : dateText(date)} at ${TIME_SECS(date)}`;
}
