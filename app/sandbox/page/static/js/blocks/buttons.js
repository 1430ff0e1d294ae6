// What is pressed: buttons, overflow menus, feedback and icon buttons.
import { classes, html, useContext, useState } from '../core/dom.js';
import { openAddress } from '../state/route.js';
import { plain, wordsOf } from '../text/draw.js';
import { safeUrl } from '../text/urls.js';
import { state } from '../core/store.js';
import { Icon, IconButton } from '../ui/icon.js';
import { openMenu } from '../ui/menu.js';
import { Surface, confirmed } from './surface.js';

/** Presses an element: asks first if it wants to be asked about, and shows that the app is told. */
function usePress(block, element) {
  const surface = useContext(Surface);
  const [busy, setBusy] = useState(false);
  async function press(value = {}) {
    if (busy || !(await confirmed(element))) return;
    setBusy(true);
    await surface.act(block, element, value);
    setBusy(false);
  }
  return { busy, press };
}

/** Opens a button's address: here if it lies in this workspace, else in a new window. */
function follow(url) {
  const safe = safeUrl(url);
  if (safe && !openAddress(safe)) window.open(safe, '_blank', 'noreferrer,noopener');
}

export function Button({ element, block }) {
  const { busy, press } = usePress(block, element);
  const kind = classes('block-button', element.style === 'primary' && 'block-primary', element.style === 'danger' && 'block-danger', busy && 'busy');
  const click = () => {
    if (element.url) follow(element.url);
    press();
  };
  return html`<button type="button" class=${kind} aria-busy=${busy} aria-label=${element.accessibility_label} data-action=${element.action_id} onClick=${click}>
    <span>${plain(element.text?.text, element.text?.emoji !== false)}</span>${element.url && html`<${Icon} name="external" size=${14} />`}
  </button>`;
}

/** A button that starts a workflow: workflows are Slack's own and do not run here. */
export function WorkflowButton({ element }) {
  return html`<button type="button" class="block-button" disabled data-tip="Workflows do not run in the sandbox" aria-label=${element.accessibility_label}>
    <span>${plain(element.text?.text)}</span><${Icon} name="bolt" size=${14} /></button>`;
}

export function Overflow({ element, block }) {
  const { busy, press } = usePress(block, element);
  const items = (element.options || []).map((option) => ({
    label: plain(option.text?.text),
    hint: option.description && plain(option.description.text),
    act: () => {
      if (option.url) follow(option.url);
      press({ selected_option: option });
    },
  }));
  return html`<button type="button" class=${classes('block-button', 'block-overflow', busy && 'busy')} aria-label="More actions" aria-haspopup="menu" onClick=${(event) => openMenu(event.currentTarget, 'More actions', items)}>
    <${Icon} name="more" /></button>`;
}

export function FeedbackButtons({ element, block }) {
  const { press } = usePress(block, element);
  const [given, setGiven] = useState('');
  const one = (which, icon) => {
    const button = element[which] || {};
    const words = wordsOf(button.text);
    return html`<button type="button" class=${classes('feedback', given === which && 'feedback-given')} aria-pressed=${given === which} aria-label=${button.accessibility_label || words} data-tip=${words}
      onClick=${() => {
        setGiven(which);
        press({ value: button.value, text: button.text });
      }}><${Icon} name=${icon} size=${16} /></button>`;
  };
  return html`<span class="feedback-pair">${one('positive_button', 'thumbup')}${one('negative_button', 'thumbdown')}</span>`;
}

export function BlockIconButton({ element, block }) {
  const { press } = usePress(block, element);
  const only = element.visible_to_user_ids;
  if (only?.length && !only.includes(state.me)) return null;
  const label = element.accessibility_label || wordsOf(element.text);
  return html`<${IconButton} icon=${element.icon === 'trash' ? 'trash' : 'bolt'} label=${label} tip=${wordsOf(element.text)} size=${16} kind="feedback" onClick=${() => press()} />`;
}
