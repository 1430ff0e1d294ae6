// Pictures of people: initials on their colour, drawn here, so that nothing has to be fetched.
import { html, steady } from '../core/dom.js';
import { personOf } from '../state/people.js';
import { Emoji } from '../text/emoji.js';
import { safeImage } from '../text/urls.js';

function initials(name) {
  const words = String(name || '?').split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0]).join('').toUpperCase();
}

function colourOf(person) {
  return /^[0-9a-f]{6}$/i.test(person?.color || '') ? `#${person.color}` : '#616061';
}

export const Avatar = steady(({ id, size = 36, name = '', image = '', emoji = '' }) => {
  const person = personOf(id);
  const kind = `avatar avatar-${size}`;
  const picture = safeImage(image);
  if (picture && !picture.includes('/avatars/')) return html`<img class=${kind} src=${picture} alt="" width=${size} height=${size} />`;
  if (emoji) return html`<span class=${`${kind} avatar-emoji`} aria-hidden="true"><${Emoji} name=${emoji.replaceAll(':', '')} /></span>`;
  return html`<span class=${kind} style=${{ background: colourOf(person) }} aria-hidden="true">${initials(person?.real_name || name)}</span>`;
});
