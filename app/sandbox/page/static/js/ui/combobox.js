// A select with a list that can be searched: one or several choices, known ones or loaded ones.
import { classes, html, useEffect, useLayoutEffect, useRef, useState } from '../core/dom.js';
import { useStore } from '../core/store.js';
import { Icon } from './icon.js';
import { closePopover, openPopover } from './layer.js';

/** With more choices than this the list gets a field to search it. */
const FEW = 7;
const PATIENCE = 150;
let lists = 0;

function fits(choice, typed) {
  const wanted = typed.trim().toLowerCase();
  return !wanted || choice.words.toLowerCase().includes(wanted) || (choice.more || '').toLowerCase().includes(wanted);
}

/** Groups as `[{label, choices}]`, those that fit what was typed. */
function filtered(groups, typed) {
  return groups.map((group) => ({ ...group, choices: group.choices.filter((each) => fits(each, typed)) })).filter((group) => group.choices.length);
}

/** What `load` answers for what is typed; the latest question wins. */
function useLoaded(load, typed) {
  const [loaded, setLoaded] = useState({ groups: [], note: load ? 'Loading…' : '' });
  useEffect(() => {
    if (!load) return undefined;
    let stale = false;
    const timer = setTimeout(async () => {
      const answer = await load(typed);
      if (!stale) setLoaded(answer);
    }, typed ? PATIENCE : 0);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [typed]);
  return loaded;
}

function Choice({ id, choice, picked, at, full, choose, point }) {
  return html`<div id=${id} class="combo-option" role="option" aria-selected=${picked} data-at=${at} aria-disabled=${(full && !picked) || undefined} onPointerMove=${point} onClick=${choose}>
    ${choice.before}<span class="menu-words"><span class="menu-label">${choice.label}</span>${choice.hint && html`<span class="menu-hint">${choice.hint}</span>`}</span>
    ${picked && html`<${Icon} name="check" size=${16} />`}
  </div>`;
}

function List({ groups, load, start, change, multiple, most, label, offer }) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [picked, setPicked] = useState(start);
  const id = useRef(`list-${lists += 1}`).current;
  const list = useRef();
  const loaded = useLoaded(load, typed);
  const found = load ? loaded.groups : filtered(groups, typed);
  const offered = offer?.(typed);
  const known = offered && found.some((group) => group.choices.some((each) => each.key === offered.key));
  const shown = offered && !known ? [{ choices: [offered] }, ...found] : found;
  const choices = shown.flatMap((group) => group.choices);
  const many = Boolean(load || offer) || groups.flatMap((group) => group.choices).length > FEW;
  const full = most > 0 && picked.length >= most;
  const isPicked = (choice) => picked.some((each) => each.key === choice.key);
  useLayoutEffect(() => {
    const first = choices.findIndex(isPicked);
    setAt(typed || first < 0 ? 0 : first);
  }, [typed]);
  useLayoutEffect(() => {
    list.current.querySelector('[data-at="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  function choose(choice) {
    if (!choice) return;
    if (!multiple) {
      closePopover();
      change([choice]);
    } else if (isPicked(choice) || !full) {
      const next = isPicked(choice) ? picked.filter((each) => each.key !== choice.key) : [...picked, choice];
      setPicked(next);
      change(next);
    }
  }
  function keys(event) {
    const ends = many ? {} : { Home: 0, End: choices.length - 1 };
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, ...ends }[event.key];
    if (to !== undefined && choices.length) {
      event.preventDefault();
      setAt((to + choices.length) % choices.length);
    } else if (event.key === 'Enter' || (event.key === ' ' && !many)) {
      event.preventDefault();
      choose(choices[at]);
    } else if (event.key === 'Tab') {
      closePopover();
    } else if (!many && event.key.length === 1) {
      const next = choices.findIndex((each) => each.words.toLowerCase().startsWith(event.key.toLowerCase()));
      if (next >= 0) setAt(next);
    }
  }
  const active = choices[at] ? `${id}-${at}` : undefined;
  let index = -1;
  return html`<div class="combo-list" onKeyDown=${keys}>
    ${many && html`<input class="combo-filter" type="text" data-autofocus placeholder="Search" aria-label=${`Search: ${label}`} aria-controls=${id} aria-activedescendant=${active}
      value=${typed} onInput=${(event) => setTyped(event.target.value)} autocomplete="off" spellcheck=${false} />`}
    <div ref=${list} id=${id} class="combo-options" role="listbox" aria-label=${label} aria-multiselectable=${multiple || undefined} tabindex=${many ? -1 : 0}
      data-autofocus=${!many || undefined} aria-activedescendant=${many ? undefined : active}>
      ${shown.map((group, place) => html`<div key=${place} role="group" aria-label=${group.label}>
        ${group.label && html`<div class="menu-heading">${group.label}</div>`}
        ${group.choices.map((choice) => {
          index += 1;
          const own = index;
          return html`<${Choice} key=${choice.key} id=${`${id}-${own}`} choice=${choice} picked=${isPicked(choice)} at=${own === at} full=${full} choose=${() => choose(choice)} point=${() => setAt(own)} />`;
        })}
      </div>`)}
      ${!choices.length && html`<div class="combo-none">${(load && loaded.note) || 'Nothing fits'}</div>`}
      ${full && html`<div class="combo-none">No more than ${most} can be chosen</div>`}
    </div>
  </div>`;
}

function Tokens({ chosen, change }) {
  const drop = (each) => (event) => {
    event.stopPropagation();
    change(chosen.filter((other) => other.key !== each.key));
  };
  return html`<span class="combo-tokens">${chosen.map((each) => html`<span key=${each.key} class="combo-token">${each.label}<span class="combo-drop" aria-hidden="true" onClick=${drop(each)}>×</span></span>`)}</span>`;
}

/**
 * A select. `groups` are `[{label, choices: [{key, words, label, hint, before, value}]}]`, or `load`
 * answers `{groups, note}` for what is typed; `offer` makes a choice of what is typed. `chosen` are
 * choices; `change` gets the new ones; `most` limits how many.
 */
export function Combobox({ groups = [], load, offer, chosen, change, multiple = false, most = 0, placeholder = 'Choose an option', label, icon, focus, field = {} }) {
  const trigger = useRef();
  const open = useStore((now) => Boolean(trigger.current) && now.popover?.anchor === trigger.current);
  useEffect(() => {
    if (focus) trigger.current.focus();
  }, []);
  const show = () => openPopover(trigger.current, () => html`<${List} groups=${groups} load=${load} start=${chosen} change=${change} multiple=${multiple} most=${most} label=${label || placeholder} offer=${offer} />`, { kind: 'combo', match: true });
  function keys(event) {
    if (['ArrowDown', 'ArrowUp'].includes(event.key)) {
      event.preventDefault();
      show();
    } else if (multiple && event.key === 'Backspace' && chosen.length) {
      change(chosen.slice(0, -1));
    }
  }
  const { invalid, busy, ...named } = field;
  const value = chosen.length ? chosen[0].label : placeholder;
  return html`<button ref=${trigger} type="button" class=${classes('combo', invalid && 'invalid', busy && 'busy')} role="combobox" aria-haspopup="listbox" aria-expanded=${open}
      aria-label=${named['aria-labelledby'] ? undefined : label || placeholder} aria-invalid=${invalid || undefined} ...${named} onClick=${show} onKeyDown=${keys}>
    ${icon && html`<${Icon} name=${icon} size=${16} />`}
    ${multiple && chosen.length ? html`<${Tokens} chosen=${chosen} change=${change} />` : html`<span class=${chosen.length ? 'combo-value' : 'combo-value combo-empty'}>${value}</span>`}
    <${Icon} name="down" size=${16} />
  </button>`;
}
