// What the browser remembers: theme, the emoji one uses, unsent words, the last conversation.

function read(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? fallback;
  } catch {
    return fallback;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or switched off: it is remembered until the page is closed.
  }
}

/** `light`, `dark`, or empty: as the system has it. theme.js reads the same entry as it is. */
export function theme() {
  return document.documentElement.dataset.theme || '';
}

export function isDark() {
  return theme() ? theme() === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

export function setTheme(chosen) {
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
  try {
    localStorage.setItem('theme', chosen);
  } catch {
    // The same.
  }
}

const FIRST_EMOJI = ['white_check_mark', 'eyes', 'raised_hands', 'mag', 'wrench', 'scales', 'boom', 'pushpin', '+1'];

/** Emoji by how often they were used, the usual ones first. */
export function usedEmoji() {
  const counts = read('emoji', {});
  const used = Object.keys(counts).sort((one, other) => counts[other] - counts[one]);
  return [...new Set([...used, ...FIRST_EMOJI])].slice(0, 18);
}

export function countEmoji(name) {
  const counts = read('emoji', {});
  write('emoji', { ...counts, [name]: (counts[name] || 0) + 1 });
}

export function skinTone() {
  return read('skin', 0);
}

export function setSkinTone(tone) {
  write('skin', tone);
}

/** Sections of the sidebar that are folded. */
export function folded() {
  return read('folded', []);
}

export function setFolded(names) {
  write('folded', names);
}

const unsent = new Map();

/** Words that were typed and not sent, by person and place. */
export function draftOf(key) {
  return unsent.get(key) || '';
}

export function keepDraft(key, text) {
  if (text) unsent.set(key, text);
  else unsent.delete(key);
}
