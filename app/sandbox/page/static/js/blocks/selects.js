// Select menus: known options, options that the app loads, people and conversations.
import { html, useEffect, useContext } from '../core/dom.js';
import { state } from '../core/store.js';
import { isNamed, signedTitle } from '../state/channels.js';
import { personOf } from '../state/people.js';
import { plain, wordsOf } from '../text/draw.js';
import { Avatar } from '../ui/avatar.js';
import { Combobox } from '../ui/combobox.js';
import { Surface, useField } from './surface.js';

/** An option as a choice of a list. */
export function optionChoice(option) {
  return {
    key: `${option.value}\n${wordsOf(option.text)}`,
    words: wordsOf(option.text),
    label: plain(option.text?.text ?? '', option.text?.emoji !== false),
    hint: option.description && plain(option.description.text),
    value: option,
  };
}

function optionGroups(holder) {
  const groups = holder.option_groups?.length ? holder.option_groups : [{ options: holder.options }];
  return groups.map((group) => ({ label: wordsOf(group.label), choices: (group.options || []).map(optionChoice) }));
}

function personChoice(id) {
  const person = personOf(id);
  const name = person?.real_name || id;
  return { key: id, words: name, more: person?.name, label: name, before: html`<${Avatar} id=${id} size=${20} />`, value: id };
}

function channelChoice(id) {
  const channel = state.channels[id];
  const name = channel ? signedTitle(channel) : id;
  return { key: id, words: name, label: name, value: id };
}

function people() {
  return Object.values(state.people).filter((each) => !each.deleted).map((each) => personChoice(each.id));
}

const SORTS = { channel: 'public', group: 'private', im: 'im', mpim: 'mpim' };

function conversations(element, publicOnly) {
  const filter = element.filter || {};
  const wanted = publicOnly ? ['public'] : filter.include || Object.values(SORTS);
  return Object.values(state.channels)
    .filter((each) => !each.is_archived && wanted.includes(SORTS[each.kind]))
    .filter((each) => each.is_member || each.kind === 'channel')
    .filter((each) => !filter.exclude_bot_users || isNamed(each) || !each.users.some((user) => personOf(user)?.is_bot))
    .sort((one, other) => signedTitle(one).localeCompare(signedTitle(other)))
    .map((each) => channelChoice(each.id));
}

/** Where the choices of each kind of select come from, and how a value is one of them. */
const SOURCES = {
  static: { choice: optionChoice, groups: (element) => optionGroups(element) },
  external: { choice: optionChoice },
  users: { choice: personChoice, groups: () => [{ choices: people() }] },
  channels: { choice: channelChoice, groups: (element) => [{ choices: conversations(element, true) }] },
  conversations: { choice: channelChoice, groups: (element) => [{ choices: conversations(element, false) }] },
};

function loader(surface, block, element) {
  const least = element.min_query_length ?? 3;
  return async (typed) => {
    if (typed.length < least) return { groups: [], note: `Type at least ${least} character${least === 1 ? '' : 's'}` };
    const answer = await surface.options(block, element, typed);
    return { groups: optionGroups(answer).filter((group) => group.choices.length), note: answer.failed || 'No result' };
  };
}

/** A select menu of any kind, of one or of several. */
export function Select({ element, block, field, focus }) {
  const surface = useContext(Surface);
  const { value, change, busy } = useField(block, element);
  const multiple = element.type.startsWith('multi_');
  const source = SOURCES[element.type.replace('multi_', '').replace('_select', '')];
  const values = multiple ? value || [] : value ? [value] : [];
  useEffect(() => {
    const here = state.route.channel;
    if (element.default_to_current_conversation && values.length === 0 && here) change(multiple ? [here] : here, 'default');
  }, []);
  const pick = (choices) => change(multiple ? choices.map((each) => each.value) : choices[0]?.value ?? null);
  return html`<${Combobox}
    groups=${source.groups?.(element) || []}
    load=${source.groups ? undefined : loader(surface, block, element)}
    chosen=${values.map(source.choice)} change=${pick} multiple=${multiple} most=${element.max_selected_items || 0}
    placeholder=${wordsOf(element.placeholder) || 'Choose an option'} label=${wordsOf(block.label) || wordsOf(element.placeholder) || wordsOf(block.text)}
    focus=${focus || element.focus_on_load} field=${{ ...field, busy }} />`;
}
