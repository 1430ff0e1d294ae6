// Who is there, and how they are called.
import { state } from '../core/store.js';

/** Slack's own helper, which speaks where the page itself has something to say. */
export const SLACKBOT = {
  id: 'USLACKBOT',
  name: 'slackbot',
  real_name: 'Slackbot',
  color: '611f69',
  is_bot: true,
  profile: { title: '' },
};

export function personOf(id) {
  return state.people[id] || (id === SLACKBOT.id ? SLACKBOT : undefined);
}

/** The name that is shown; an id where nobody is known by it. */
export function nameOf(id) {
  const person = personOf(id);
  return person ? person.real_name : id;
}

export function isMe(id) {
  return id === state.me;
}

/** Those that one can be. */
export function humans() {
  return Object.values(state.people).filter((each) => !each.is_bot && !each.deleted);
}

export function groupOf(id) {
  return state.workspace.groups.find((group) => group.id === id);
}

/** Whether a user group of mine, or all who are here, is meant. */
export function inGroup(id) {
  return Boolean(groupOf(id)?.users.includes(state.me));
}

function botOf(bot) {
  return bot && Object.values(state.people).find((each) => each.profile?.bot_id === bot);
}

/** The author of a message: name, user, whether it is an app, and its picture. */
export function authorOf(message) {
  const person = personOf(message.user) || botOf(message.bot_id);
  const profile = message.bot_profile;
  const isApp = Boolean(message.bot_id) || Boolean(person?.is_bot && person.id !== SLACKBOT.id);
  return {
    id: person?.id || message.user || message.bot_id || '',
    name: message.username || person?.real_name || profile?.name || message.user || message.bot_id || 'Somebody',
    person,
    isApp,
    image: message.icons?.image_48 || message.icons?.image_72 || message.icons?.image_36 || '',
    emoji: message.icons?.emoji || '',
  };
}

/** A person's hour of the day where they live, such as `3:20 PM`. */
export function localTime(person, seconds) {
  try {
    return new Date(seconds * 1000).toLocaleTimeString([], {
      hour: 'numeric', minute: '2-digit', timeZone: person.tz,
    });
  } catch {
    return '';
  }
}
