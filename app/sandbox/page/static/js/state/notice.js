// Saying what happened: to screen readers, in the window's title, and in short notices.
import { state, update } from '../core/store.js';
import { channelOf, signedTitle } from './channels.js';
import { authorOf } from './people.js';
import { typedText } from '../text/typed.js';

let announced = null;

/** Tells a screen reader what was just said in the conversation that is open. */
export function announce(event) {
  if (event.channel !== state.route.channel || event.message.user === state.me) return;
  announced ||= document.getElementById('announcer');
  const whisper = event.type === 'ephemeral' ? ' to you only' : '';
  announced.textContent = `${authorOf(event.message).name}${whisper}: ${typedText(event.message.text)}`.slice(0, 300);
}

/** The window's title: a mark for what is unread, the conversation, the workspace. */
export function titleNow() {
  const channels = Object.values(state.channels);
  const mentions = channels.reduce((sum, each) => sum + (each.mention_count || 0), 0);
  const unread = channels.some((each) => each.is_member && each.unread_count);
  const mark = mentions ? `(${mentions}) ` : unread ? '* ' : '';
  const where = signedTitle(channelOf(state.route.channel));
  const who = state.people[state.me]?.real_name || '';
  return `${mark}${where}${where ? ' · ' : ''}${who} · ${state.workspace?.team.name || ''}`;
}

let toasts = 0;

/** A short notice at the bottom that goes away by itself; `undo` is a button in it. */
export function toast(text, { error = false } = {}) {
  toasts += 1;
  const id = toasts;
  update({ toasts: [...state.toasts.slice(-2), { id, text, error }] });
  setTimeout(() => update({ toasts: state.toasts.filter((each) => each.id !== id) }), error ? 7000 : 3500);
}

/** Shows a refusal of the client API, if the answer is one. Answers whether all was well. */
export function orTell(answer) {
  if (!answer.ok) toast(sentence(answer.message || answer.error), { error: true });
  return answer.ok;
}

/** A refusal as a sentence: `name taken` becomes `Name taken.` */
export function sentence(text) {
  const clean = String(text || 'That did not work').trim();
  return clean[0].toUpperCase() + clean.slice(1) + (/[.!?…]$/.test(clean) ? '' : '.');
}
